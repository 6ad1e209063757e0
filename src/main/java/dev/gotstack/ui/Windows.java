package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.ui.control.NativeFileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.session.SessionPlaces;
import dev.gotstack.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The windows of one process. They have the look and the settings in common, and nothing else. To be used on their
/// thread, but for [#openLater(List)].
final class Windows {
    private static final long PATIENCE = 8;
    private static final double OFFSET = 32;

    private final AnalysisOptions options;
    private final Settings settings;
    private final Theme theme;
    private final Runnable last;
    private int open;
    private boolean ending;
    private @Nullable Stage newest;

    /// @param last called when the last window is closed
    Windows(AnalysisOptions options, Settings settings, Theme theme, Runnable last) {
        this.options = options;
        this.settings = settings;
        this.theme = theme;
        this.last = last;
    }

    /// Opens a window for each dump, or one without.
    void open(List<Path> dumps) {
        if (dumps.isEmpty()) {
            open((Path) null);
        }
        dumps.forEach(this::open);
    }

    private void open(@Nullable Path dump) {
        var picture = new FirstPicture(FirstPicture.PATIENCE);
        var model = GotstackApp.model(options, settings, picture);
        if (dump != null) {
            // It is read while the window is built.
            model.open(dump);
        }
        var stage = new Stage();
        open++;
        var window = new MainWindow(stage, model, theme, GotstackApp.charts(), new NativeFileChoice(stage), settings);
        StartTimes.ofProperty().ifPresent(times -> times.watch(stage, window.scene(), model));
        window.keepSessions(opened -> SessionPlaces.of(opened, settings));
        window.show(picture::shown);
        stage.showingProperty().subscribe(showing -> {
            if (!showing) {
                closed(stage);
            }
        });
        beside(newest, stage);
        newest = stage;
    }

    /// A window that lay exactly on another would look as if nothing had been opened.
    private static void beside(@Nullable Stage other, Stage stage) {
        if (other != null && other.isShowing()) {
            stage.setX(other.getX() + OFFSET);
            stage.setY(other.getY() + OFFSET);
        }
    }

    private void closed(Stage stage) {
        newest = newest == stage ? null : newest;
        if (--open == 0) {
            ending = true;
            last.run();
        }
    }

    /// Opens windows for what another process was asked to open, in front of all others. May be called on any thread
    /// but the windows'.
    ///
    /// @return false if they were not opened, because the last window was closed
    boolean openLater(List<Path> dumps) {
        var done = new CompletableFuture<Boolean>();
        Platform.runLater(() -> done.complete(openInFront(dumps)));
        try {
            return done.get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean openInFront(List<Path> dumps) {
        if (ending) {
            return false;
        }
        open(dumps);
        if (newest != null) {
            newest.toFront();
            newest.requestFocus();
        }
        return true;
    }
}
