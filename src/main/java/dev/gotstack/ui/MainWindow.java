package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Banner;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.export.ReportCard;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import dev.gotstack.ui.welcome.HeaderPane;
import dev.gotstack.ui.welcome.WelcomePane;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The window: bars above and below, the panes or the welcome page between them.
public final class MainWindow {
    private static final double SMALLEST_WIDTH = 900;
    private static final double SMALLEST_HEIGHT = 600;

    private final Stage stage;
    private final AnalysisModel model;
    private final FileChoice files;
    private final Settings settings;
    private final Actions actions;
    private final Scene scene;
    private final Overlay overlay = new Overlay();
    private final Banner banner = new Banner();
    private final AddressField address;
    private final Workspace workspace;
    private final WelcomePane welcome;
    private final HeaderPane header;

    public MainWindow(
            Stage stage, AnalysisModel model, Theme theme, ChartSaver charts, FileChoice files, Settings settings) {
        this.stage = stage;
        this.model = model;
        this.files = files;
        this.settings = settings;
        var shell = new WindowShell();
        actions = new Actions(model, theme, shell, charts);
        address = new AddressField(model, actions.action("go.address"), shell);
        workspace = new Workspace(model, actions, settings);
        welcome = new WelcomePane(model, actions);
        header = new HeaderPane(model, actions);
        var size = WindowSize.of(settings);
        scene = new Scene(content(), size.width(), size.height());
        Styling.follow(scene, theme);
        ActionControls.keys(actions, scene);
        Drops.onto(scene.getRoot(), model);
        model.analysisProperty().subscribe(analysis -> showPanes());
        model.headerProperty().subscribe(facts -> showPanes());
        model.fileProperty().subscribe(this::title);
        model.problemProperty().subscribe(this::problem);
    }

    /// Puts the window on the screen.
    public void show() {
        stage.getIcons().setAll(Icons.all());
        stage.setScene(scene);
        stage.setMinWidth(SMALLEST_WIDTH);
        stage.setMinHeight(SMALLEST_HEIGHT);
        stage.setOnHidden(event -> store());
        stage.show();
        keepOnScreen();
    }

    /// A window that would be larger than the screen takes the screen instead.
    private void keepOnScreen() {
        var screen = Screen.getPrimary().getVisualBounds();
        if (stage.getWidth() > screen.getWidth() || stage.getHeight() > screen.getHeight()) {
            stage.setWidth(Math.min(stage.getWidth(), screen.getWidth()));
            stage.setHeight(Math.min(stage.getHeight(), screen.getHeight()));
            stage.setX(screen.getMinX());
            stage.setY(screen.getMinY());
        }
    }

    public Scene scene() {
        return scene;
    }

    public Actions actions() {
        return actions;
    }

    private StackPane content() {
        var top = new VBox(new TopBar(actions, address), banner, new WarningStrip(model));
        var window = new BorderPane(new StackPane(welcome, header, workspace));
        window.setTop(top);
        window.setBottom(new StatusBar(model, actions));
        var root = new StackPane(window, overlay);
        root.setId("window");
        root.getStyleClass().add("window");
        return root;
    }

    private void showPanes() {
        boolean open = model.analysisProperty().get() != null;
        boolean declined = model.headerProperty().get() != null;
        workspace.setVisible(open);
        header.setVisible(!open && declined);
        welcome.setVisible(!open && !declined);
    }

    private void title(@Nullable Path file) {
        stage.setTitle(file == null ? "Gotstack" : file.getFileName() + " — Gotstack");
    }

    private void problem(String text) {
        // The page with the header says it all, and stays.
        if (text.isEmpty() || header.isVisible()) {
            banner.hide();
            return;
        }
        var file = model.fileProperty().get();
        var facts = model.headerProperty().get();
        var known = facts == null ? "" : "Its header says: bug check " + HeaderReport.code(facts.bugCheck()) + ". ";
        var works = known
                + (file == null
                        ? "Nothing is open. Choose another file with Open… (Ctrl+O)."
                        : file.getFileName() + " stays open, and everything about it still works.");
        banner.problem(text, works, model::dismissProblem);
    }

    private void store() {
        workspace.store();
        if (!stage.isMaximized()) {
            WindowSize.store(settings, scene.getWidth(), scene.getHeight());
        }
        settings.flush();
    }

    /// What actions ask of the window.
    private final class WindowShell implements Shell {
        @Override
        public FileChoice files() {
            return files;
        }

        @Override
        public void show(PaneKind pane) {
            workspace.show(pane);
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public void findOutput() {
            workspace.show(PaneKind.COMMAND);
            workspace.console().find();
        }

        @Override
        public void clearOutput() {
            workspace.console().clear();
        }

        @Override
        public void askWhatIf() {
            workspace.askWhatIf();
        }

        @Override
        public void focusAddress() {
            address.focus();
        }

        @Override
        public void showPalette() {
            CommandPalette.show(actions.all(), overlay);
        }

        @Override
        public void showKeys() {
            KeyReference.show(actions, overlay);
        }

        @Override
        public void showReport() {
            ReportCard.show(model, this, overlay);
        }

        @Override
        public void resetLayout() {
            workspace.reset();
        }

        @Override
        public void closeWindow() {
            stage.close();
        }

        @Override
        public void done(String what) {
            banner.done(what);
        }

        @Override
        public void problem(String what, String works) {
            banner.problem(what, works, () -> {});
        }
    }
}
