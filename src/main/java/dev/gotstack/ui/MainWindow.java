package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.action.Explanations;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Banner;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.export.ReportCard;
import dev.gotstack.ui.find.FindStrip;
import dev.gotstack.ui.guide.ExplainGuide;
import dev.gotstack.ui.guide.GuideCard;
import dev.gotstack.ui.guide.TourGuide;
import dev.gotstack.ui.note.NoteCard;
import dev.gotstack.ui.note.NotesCard;
import dev.gotstack.ui.preferences.PreferencesCard;
import dev.gotstack.ui.session.SessionKeeper;
import dev.gotstack.ui.session.SessionStore;
import dev.gotstack.ui.session.UserFolder;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import dev.gotstack.ui.welcome.HeaderPane;
import dev.gotstack.ui.welcome.Samples;
import dev.gotstack.ui.welcome.WelcomePane;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The window: bars above and below, the panes or the welcome page between them.
public final class MainWindow {
    private static final double SMALLEST_WIDTH = 900;
    private static final double SMALLEST_HEIGHT = 600;
    private static final double LEAST_WIDTH = 480;
    private static final double LEAST_HEIGHT = 320;

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
    private final GuideCard guide;
    private final FindStrip find = new FindStrip();
    private final Theme theme;
    private final Explanations explanations;
    private final ExplainGuide explain;
    private final TourGuide tour;
    private Optional<SessionKeeper> sessions = Optional.empty();
    private boolean tourWanted;

    public MainWindow(
            Stage stage, AnalysisModel model, Theme theme, ChartSaver charts, FileChoice files, Settings settings) {
        this.stage = stage;
        this.model = model;
        this.files = files;
        this.settings = settings;
        this.theme = theme;
        var shell = new WindowShell();
        actions = new Actions(model, theme, shell, charts);
        address = new AddressField(model, actions.action("go.address"), shell);
        workspace = new Workspace(model, actions, settings);
        welcome = new WelcomePane(model, actions);
        explanations = new Explanations(model);
        guide = new GuideCard(workspace.pane(PaneKind.STORY).widthProperty());
        explain = new ExplainGuide(model, shell, guide);
        tour = new TourGuide(model, shell, guide);
        header = new HeaderPane(model, actions);
        var size = WindowSize.of(settings);
        var content = content();
        var zoomed = new ZoomPane(content, theme, SMALLEST_WIDTH, SMALLEST_HEIGHT);
        zoomed.getStyleClass().add("window");
        scene = new Scene(zoomed, size.width(), size.height());
        Styling.follow(scene, theme);
        ActionControls.keys(actions, scene);
        Drops.onto(content, model);
        guide.visibleProperty().subscribe(shown -> {
            if (!shown) {
                workspace.unpoint();
            }
        });
        model.openingsProperty().subscribe((before, now) -> {
            guide.hide();
            find.close();
        });
        model.analysisProperty().subscribe(analysis -> showPanes());
        model.headerProperty().subscribe(facts -> showPanes());
        model.fileProperty().subscribe(this::title);
        model.problemProperty().subscribe(this::problem);
    }

    /// Puts the window on the screen.
    public void show() {
        stage.getIcons().setAll(Icons.all());
        stage.setScene(scene);
        // Smaller, the content is scrolled: on a small screen everything can still be reached.
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setOnHidden(event -> store());
        stage.show();
        WindowPlace.restore(stage, settings);
    }

    /// Takes up the work on each dump where it was left, and keeps it from now on.
    ///
    /// @param stores where the session of a dump is kept
    public void keepSessions(Function<Path, SessionStore> stores) {
        sessions = Optional.of(
                new SessionKeeper(model, stores, workspace, (what, works) -> banner.problem(what, works, () -> {})));
    }

    public Scene scene() {
        return scene;
    }

    public Actions actions() {
        return actions;
    }

    private StackPane content() {
        var top = new VBox(new TopBar(actions, address), banner, new WarningStrip(model));
        var window = new BorderPane(new StackPane(welcome, header, workspace, guide));
        window.setTop(top);
        window.setBottom(new VBox(find, new StatusBar(model, actions)));
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
        var file = model.fileProperty().get();
        if (open && file != null) {
            new RecentFiles(settings).add(file);
        }
        welcome.refresh();
        if (open && tourWanted) {
            tourWanted = false;
            tour.start();
        }
    }

    private void title(@Nullable Path file) {
        stage.setTitle(file == null ? "Gotstack" : UiText.of("window.title", file.getFileName()));
    }

    private void problem(String text) {
        // The page with the header says it all, and stays.
        if (text.isEmpty() || header.isVisible()) {
            banner.hide();
            return;
        }
        var file = model.fileProperty().get();
        var facts = model.headerProperty().get();
        var known = facts == null ? "" : UiText.of("window.problem.header", HeaderReport.code(facts.bugCheck())) + " ";
        var works = known
                + (file == null
                        ? UiText.of("window.problem.nothing")
                        : UiText.of("window.problem.works", file.getFileName()));
        banner.problem(text, works, model::dismissProblem);
    }

    /// The part of the program that has the keyboard, in this window or in one of its panes' own.
    private @Nullable Node focused() {
        return Window.getWindows().stream()
                .filter(Window::isFocused)
                .map(Window::getScene)
                .filter(Objects::nonNull)
                .map(Scene::getFocusOwner)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(scene::getFocusOwner);
    }

    private void store() {
        sessions.ifPresent(SessionKeeper::close);
        workspace.dockAll();
        workspace.store();
        WindowPlace.store(stage, settings);
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
        public void find() {
            var kind = workspace.paneOf(focused()).orElse(PaneKind.COMMAND);
            if (kind == PaneKind.COMMAND) {
                workspace.show(kind);
                workspace.console().find();
            } else {
                find.open(workspace.pane(kind), kind.title());
            }
        }

        @Override
        public void editNote(long address) {
            NoteCard.show(model, address, overlay);
        }

        @Override
        public void showNotes() {
            NotesCard.show(model, actions, overlay);
        }

        @Override
        public void showPreferences() {
            PreferencesCard.show(
                    settings, theme, UserFolder.here().resolve("sessions").toString(), this::resetLayout, overlay);
        }

        @Override
        public void floatPane() {
            workspace.toggleFloat(focused());
        }

        @Override
        public void explain() {
            var known = Topic.of(focused()).flatMap(explanations::of);
            if (known.isPresent()) {
                explain.show(known.get());
            } else {
                showKeys();
            }
        }

        @Override
        public void showProofs() {
            explain.choose(explanations.proofs());
        }

        @Override
        public void startTour() {
            if (model.analysisProperty().get() == null) {
                tourWanted = true;
                Samples.article().ifPresentOrElse(model::open, () -> tourWanted = false);
            } else if (!tour.start()) {
                banner.problem(UiText.of("tour.unfit"), UiText.of("tour.unfit.works"), () -> {});
            }
        }

        @Override
        public void nextPane(int by) {
            workspace.showNext(focused(), by);
        }

        @Override
        public void reveal(PaneKind pane) {
            workspace.reveal(pane);
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
            CommandPalette.show(PaletteEntries.of(actions, settings), overlay);
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
