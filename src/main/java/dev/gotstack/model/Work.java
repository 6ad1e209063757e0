package dev.gotstack.model;

import dev.gotstack.io.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// Runs long work off the window's thread, one piece at a time, and shows how far it is. Starting new work cancels what
/// runs; results of cancelled work are dropped.
public final class Work {
    private final Executor window;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private AtomicBoolean cancelled = new AtomicBoolean();

    /// A piece of work.
    @FunctionalInterface
    public interface Task<T> {
        T run(Progress progress) throws Exception;
    }

    /// @param window runs things on the window's thread
    Work(Executor window) {
        this.window = window;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// What is being done, in words.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// From 0 to 1, or -1 while unknown.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Stops what runs. Nothing of it is delivered.
    public void cancel() {
        cancelled.set(true);
        running.set(false);
        message.set("");
    }

    /// Starts work. To be called on the window's thread; `done` and `failed` are called there.
    public <T> void start(String what, Task<T> task, Consumer<T> done, Consumer<Exception> failed) {
        cancelled.set(true);
        var stop = new AtomicBoolean();
        cancelled = stop;
        running.set(true);
        message.set(what);
        progress.set(-1);
        Thread.ofPlatform().daemon().name("gotstack-work").start(() -> {
            try {
                T result = task.run(watched(stop));
                deliver(stop, () -> done.accept(result));
            } catch (CancellationException e) {
                return;
            } catch (Exception e) {
                deliver(stop, () -> failed.accept(e));
            }
        });
    }

    private Progress watched(AtomicBoolean stop) {
        return (what, at, total) -> {
            if (stop.get()) {
                throw new CancellationException(what);
            }
            window.execute(() -> {
                if (!stop.get()) {
                    message.set(what);
                    progress.set(total > 0 ? (double) at / total : -1);
                }
            });
        };
    }

    private void deliver(AtomicBoolean stop, Runnable action) {
        window.execute(() -> {
            if (!stop.get()) {
                running.set(false);
                message.set("");
                action.run();
            }
        });
    }
}
