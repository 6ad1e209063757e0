package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.session.SessionKeeper;
import dev.gotstack.ui.session.SessionStore;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import dev.gotstack.ui.welcome.HeaderPane;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/// The window. First it shows what is known at once, the header of the dump that is opened; everything else is built
/// when that is on the screen.
public final class MainWindow {
    private static final double SMALLEST_WIDTH = 900;
    private static final double SMALLEST_HEIGHT = 600;
    private static final double LEAST_WIDTH = 480;
    private static final double LEAST_HEIGHT = 320;
    private static final int LONGEST_WAIT = 20;

    private final Stage stage;
    private final AnalysisModel model;
    private final Theme theme;
    private final ChartSaver charts;
    private final FileChoice files;
    private final Settings settings;
    private final HeaderPane header;
    private final StackPane place;
    private final Scene scene;
    private Optional<SessionKeeper> sessions = Optional.empty();
    private @Nullable WindowContent content;
    private boolean warned;

    public MainWindow(
            Stage stage, AnalysisModel model, Theme theme, ChartSaver charts, FileChoice files, Settings settings) {
        this.stage = stage;
        this.model = model;
        this.theme = theme;
        this.charts = charts;
        this.files = files;
        this.settings = settings;
        header = new HeaderPane(model);
        place = new StackPane(header);
        place.getStyleClass().addAll("window", "first-picture");
        var screen = Screen.getPrimary().getVisualBounds();
        var size = WindowSize.of(settings).within(screen.getWidth(), screen.getHeight());
        var zoomed = new ZoomPane(place, theme, SMALLEST_WIDTH, SMALLEST_HEIGHT);
        zoomed.getStyleClass().add("window");
        scene = new Scene(zoomed, size.width(), size.height());
        Styling.follow(scene, theme);
        model.fileProperty().subscribe(this::title);
        // Whoever listens to the model after this finds the window whole.
        model.analysisProperty().subscribe(analysis -> {
            if (analysis != null) {
                content();
            }
        });
    }

    /// Puts the window on the screen.
    public void show() {
        show(() -> {});
    }

    /// @param pictured called when the first picture is there, and before more of the window is built
    void show(Runnable pictured) {
        stage.setScene(scene);
        // Smaller, the content is scrolled: on a small screen everything can still be reached.
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setOnCloseRequest(this::closing);
        stage.setOnHidden(event -> store());
        stage.show();
        WindowPlace.restore(stage, settings);
        completeBehindHeader(LONGEST_WAIT, pictured);
    }

    /// The header is read in a moment, unless the dump has to be unpacked first: what takes long to build must not come
    /// between.
    private void completeBehindHeader(int pulses, Runnable pictured) {
        boolean awaited = model.work().runningProperty().get()
                && model.headerProperty().get() == null
                && model.analysisProperty().get() == null;
        if (awaited && pulses > 0) {
            Pulses.after(scene, 1, () -> completeBehindHeader(pulses - 1, pictured));
        } else {
            Pulses.after(scene, Pulses.ON_SCREEN, () -> {
                pictured.run();
                complete();
            });
        }
    }

    /// Builds what is not on the screen yet: at once if a dump is on its way, so that it finds the panes ready; else
    /// the welcome page comes first.
    private void complete() {
        stage.getIcons().setAll(Icons.all());
        var whole = content();
        if (model.work().runningProperty().get()) {
            whole.panes();
        } else {
            Pulses.after(scene, Pulses.ON_SCREEN, whole::panes);
        }
    }

    private WindowContent content() {
        var built = content;
        if (built == null) {
            built = new WindowContent(stage, model, theme, charts, files, settings, header);
            content = built;
            place.getStyleClass().remove("first-picture");
            place.getChildren().setAll(built.root());
            ActionControls.keys(built.actions(), scene);
        }
        return built;
    }

    /// Takes up the work on each dump where it was left, and keeps it from now on.
    ///
    /// @param stores where the session of a dump is kept
    public void keepSessions(Function<Path, SessionStore> stores) {
        var layout = new SessionKeeper.Layout() {
            @Override
            public Map<String, String> arrangement() {
                return content().panes().arrangement();
            }

            @Override
            public void arrange(Map<String, String> layout) {
                content().panes().arrange(layout);
            }
        };
        var complaints = new SessionKeeper.Complaints() {
            @Override
            public void problem(String what, String works) {
                content().complain(what, works);
            }

            @Override
            public void settled(String what) {
                content().done(what);
            }
        };
        sessions = Optional.of(new SessionKeeper(model, stores, layout, complaints));
    }

    public Scene scene() {
        return scene;
    }

    public Actions actions() {
        return content().actions();
    }

    private void title(@Nullable Path file) {
        stage.setTitle(file == null ? "Gotstack" : UiText.of("window.title", file.getFileName()));
    }

    /// Notes that can be saved nowhere are not lost by surprise: who closes the window a second time wants it.
    private void closing(WindowEvent request) {
        if (!warned && !sessions.map(SessionKeeper::saveNow).orElse(true)) {
            warned = true;
            request.consume();
            content().complain(UiText.of("session.unsaved"), UiText.of("session.unsaved.close"));
        }
    }

    private void store() {
        sessions.ifPresent(SessionKeeper::close);
        if (content != null) {
            content.close();
        }
        WindowPlace.store(stage, settings);
        if (!stage.isMaximized()) {
            WindowSize.store(settings, scene.getWidth(), scene.getHeight());
        }
        settings.flush();
    }
}
