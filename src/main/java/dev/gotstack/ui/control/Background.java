package dev.gotstack.ui.control;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Reads something for one pane off the window's thread. A newer reading replaces an older one, whose result is
/// dropped; unlike [dev.gotstack.model.Work] it never stands in the way of opening a dump.
public final class Background {
    private @Nullable Thread running;

    /// Starts a reading. To be called on the window's thread; `done` and `failed` are called there.
    public <T> void start(Callable<T> reading, Consumer<T> done, Consumer<Exception> failed) {
        cancel();
        running = Thread.ofVirtual().name("gotstack-pane").unstarted(() -> read(reading, done, failed));
        running.start();
    }

    /// A reading of which something is known before it is done.
    @FunctionalInterface
    public interface EarlyReading<E, T> {
        T run(Consumer<E> early) throws Exception;
    }

    /// Starts a reading. To be called on the window's thread; `early`, `done` and `failed` are called there.
    public <E, T> void start(
            EarlyReading<E, T> reading, Consumer<E> early, Consumer<T> done, Consumer<Exception> failed) {
        start(
                () -> {
                    var me = Thread.currentThread();
                    return reading.run(known -> Platform.runLater(() -> {
                        if (running == me) {
                            early.accept(known);
                        }
                    }));
                },
                done,
                failed);
    }

    /// Drops the result of what is being read.
    public void cancel() {
        if (running != null) {
            running.interrupt();
            running = null;
        }
    }

    private <T> void read(Callable<T> reading, Consumer<T> done, Consumer<Exception> failed) {
        var me = Thread.currentThread();
        try {
            T result = reading.call();
            deliver(me, () -> done.accept(result));
        } catch (Exception e) {
            deliver(me, () -> failed.accept(e));
        }
    }

    private void deliver(Thread from, Runnable action) {
        Platform.runLater(() -> {
            if (running == from) {
                running = null;
                action.run();
            }
        });
    }
}
