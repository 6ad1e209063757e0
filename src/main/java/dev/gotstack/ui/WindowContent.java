package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.action.Explanations;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Banner;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.UserFolder;
import dev.gotstack.ui.export.ReportCard;
import dev.gotstack.ui.find.FindStrip;
import dev.gotstack.ui.guide.ExplainGuide;
import dev.gotstack.ui.guide.GuideCard;
import dev.gotstack.ui.guide.TourGuide;
import dev.gotstack.ui.note.NoteCard;
import dev.gotstack.ui.note.NotesCard;
import dev.gotstack.ui.preferences.PreferencesCard;
import dev.gotstack.ui.theme.Theme;
import dev.gotstack.ui.welcome.HeaderPane;
import dev.gotstack.ui.welcome.Samples;
import dev.gotstack.ui.welcome.WelcomePane;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// What is in the window once it is whole: bars above and below, the panes or a page between them. The panes and the
/// welcome page are built when they are first wanted, since no start needs both.
final class WindowContent {
    private final Stage stage;
    private final AnalysisModel model;
    private final FileChoice files;
    private final Settings settings;
    private final Theme theme;
    private final Actions actions;
    private final HeaderPane header;
    private final StackPane pages = new StackPane();
    private final Overlay overlay = new Overlay();
    private final Banner banner = new Banner();
    private final AddressField address;
    private final FindStrip find = new FindStrip();
    private final Explanations explanations;
    private final GuideCard guide = new GuideCard();
    private final ExplainGuide explain;
    private final TourGuide tour;
    private final StackPane root;
    private @Nullable Workspace panes;
    private @Nullable WelcomePane welcome;
    private boolean tourWanted;

    /// @param header the page with what the dump's header says; it is taken from where it was
    WindowContent(
            Stage stage,
            AnalysisModel model,
            Theme theme,
            ChartSaver charts,
            FileChoice files,
            Settings settings,
            HeaderPane header) {
        this.stage = stage;
        this.model = model;
        this.files = files;
        this.settings = settings;
        this.theme = theme;
        this.header = header;
        var shell = new WindowShell();
        actions = new Actions(model, theme, shell, charts);
        address = new AddressField(model, actions.action("go.address"), shell);
        explanations = new Explanations(model);
        explain = new ExplainGuide(model, shell, guide);
        tour = new TourGuide(model, shell, guide);
        header.offer(actions.action("file.open"));
        pages.getChildren().addAll(header, guide);
        var middle = new BorderPane(pages);
        middle.setTop(new VBox(new TopBar(actions, address), banner, new WarningStrip(model)));
        middle.setBottom(new VBox(find, new StatusBar(model, actions)));
        root = new StackPane(middle, overlay);
        root.setId("window");
        root.getStyleClass().add("window");
        Drops.onto(root, model);
        guide.visibleProperty().subscribe(shown -> {
            if (!shown && panes != null) {
                panes.unpoint();
            }
        });
        model.openingsProperty().subscribe((before, now) -> {
            guide.hide();
            find.close();
        });
        model.analysisProperty().subscribe(analysis -> showPage());
        model.headerProperty().subscribe(facts -> showPage());
        model.work().runningProperty().subscribe(running -> showPage());
        model.problemProperty().subscribe(this::problem);
    }

    /// All of it.
    Parent root() {
        return root;
    }

    Actions actions() {
        return actions;
    }

    /// The panes of an open dump.
    Workspace panes() {
        var built = panes;
        if (built == null) {
            built = new Workspace(model, actions, settings);
            built.setVisible(false);
            panes = built;
            pages.getChildren().add(pages.getChildren().indexOf(guide), built);
            var story = built.pane(PaneKind.STORY);
            guide.keepTo(story.widthProperty());
            story.paddingProperty().bind(guide.covered());
        }
        return built;
    }

    private WelcomePane welcome() {
        var built = welcome;
        if (built == null) {
            built = new WelcomePane(model, actions);
            welcome = built;
            pages.getChildren().addFirst(built);
        }
        return built;
    }

    /// Says what went wrong with something that the user did not ask for.
    void complain(String what, String works) {
        banner.problem(what, works, () -> {});
    }

    void done(String what) {
        banner.done(what);
    }

    /// Puts everything back into the window and remembers where it was.
    void close() {
        if (panes != null) {
            panes.dockAll();
            panes.store();
        }
    }

    private void showPage() {
        boolean open = model.analysisProperty().get() != null;
        boolean reading = model.headerProperty().get() != null
                || model.work().runningProperty().get();
        header.setVisible(!open && reading);
        if (open) {
            panes();
        } else if (!reading) {
            welcome();
        }
        if (panes != null) {
            panes.setVisible(open);
        }
        if (welcome != null) {
            welcome.setVisible(!open && !reading);
            welcome.refresh();
        }
        var file = model.fileProperty().get();
        if (open && file != null) {
            new RecentFiles(settings).add(file);
        }
        if (open && tourWanted) {
            tourWanted = false;
            tour.start();
        }
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
                .orElseGet(() -> root.getScene().getFocusOwner());
    }

    /// What actions ask of the window.
    private final class WindowShell implements Shell {
        @Override
        public FileChoice files() {
            return files;
        }

        @Override
        public void show(PaneKind pane) {
            panes().show(pane);
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public void find() {
            var kind = panes().paneOf(focused()).orElse(PaneKind.COMMAND);
            if (kind == PaneKind.COMMAND) {
                panes().show(kind);
                panes().console().find();
            } else {
                find.open(panes().pane(kind), kind.title());
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
            panes().toggleFloat(focused());
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
            panes().showNext(focused(), by);
        }

        @Override
        public void reveal(PaneKind pane) {
            panes().reveal(pane);
        }

        @Override
        public void clearOutput() {
            panes().console().clear();
        }

        @Override
        public void askWhatIf() {
            panes().askWhatIf();
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
            panes().reset();
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
