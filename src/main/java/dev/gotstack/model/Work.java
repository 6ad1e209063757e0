package dev.gotstack.model;

import dev.gotstack.io.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Runs long work off the window's thread, one piece at a time, and shows how far it is. Starting new work cancels what
/// runs; results of cancelled work are dropped.
public final class Work {
    private final Executor window;
    private final Executor worker;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private Run current = new Run();

    /// A piece of work. Where nobody takes its result any more, and that can be closed, it is.
    @FunctionalInterface
    public interface Task<T> {
        T run(Progress progress) throws Exception;
    }

    /// @param window runs things on the window's thread
    Work(Executor window) {
        this(window, task -> Thread.ofPlatform().daemon().name("gotstack-work").start(task));
    }

    /// @param worker runs the work itself
    Work(Executor window, Executor worker) {
        this.window = window;
        this.worker = worker;
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
        current.drop();
        running.set(false);
        message.set("");
    }

    /// Asks what runs to end early, by interrupting its thread. What it has until then is delivered.
    void interrupt() {
        current.interrupt();
    }

    /// A piece of work of which something is known before it is done.
    @FunctionalInterface
    interface EarlyTask<E, T> {
        T run(Progress progress, Consumer<E> early) throws Exception;
    }

    /// Starts work. To be called on the window's thread; `done` and `failed` are called there.
    public <T> void start(String what, Task<T> task, Consumer<T> done, Consumer<Exception> failed) {
        start(what, (progress, nothing) -> task.run(progress), nothing -> {}, done, failed);
    }

    /// Starts work. To be called on the window's thread; `early`, `done` and `failed` are called there.
    <E, T> void start(
            String what, EarlyTask<E, T> task, Consumer<E> early, Consumer<T> done, Consumer<Exception> failed) {
        current.drop();
        var run = new Run();
        current = run;
        running.set(true);
        message.set(what);
        progress.set(-1);
        worker.execute(() -> {
            run.begin();
            try {
                T result = task.run(watched(run), known -> tell(run, () -> early.accept(known)));
                deliver(run, () -> done.accept(result), () -> discard(result));
            } catch (CancellationException e) {
                deliver(run, () -> failed.accept(e));
            } catch (Exception e) {
                deliver(run, () -> failed.accept(e));
            } catch (Throwable e) {
                // The thread's edge: out of memory or of stack, it must not look as if it still ran.
                deliver(run, () -> failed.accept(new ExecutionException(e)));
            } finally {
                run.end();
            }
        });
    }

    private Progress watched(Run run) {
        return (what, at, total) -> {
            if (run.isStopped()) {
                throw new CancellationException(what);
            }
            window.execute(() -> {
                if (!run.isDropped()) {
                    message.set(what);
                    progress.set(total > 0 ? (double) at / total : -1);
                }
            });
        };
    }

    private void tell(Run run, Runnable action) {
        window.execute(() -> {
            if (!run.isDropped()) {
                action.run();
            }
        });
    }

    private void deliver(Run run, Runnable action) {
        deliver(run, action, () -> {});
    }

    private void deliver(Run run, Runnable action, Runnable otherwise) {
        window.execute(() -> {
            if (run.isDropped()) {
                otherwise.run();
                return;
            }
            running.set(false);
            message.set("");
            action.run();
        });
    }

    private static void discard(@Nullable Object result) {
        if (result instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                return; // nobody waits for it
            }
        }
    }

    /// One piece of work, from its start to its end.
    private static final class Run {
        private @Nullable Thread thread;
        private boolean interrupted;
        private boolean dropped;

        synchronized void begin() {
            thread = Thread.currentThread();
            if (interrupted) {
                thread.interrupt();
            }
        }

        /// Leaves no interruption behind: the thread may go on to other work.
        synchronized void end() {
            thread = null;
            Thread.interrupted();
        }

        synchronized void interrupt() {
            interrupted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }

        synchronized void drop() {
            dropped = true;
        }

        synchronized boolean isDropped() {
            return dropped;
        }

        synchronized boolean isStopped() {
            return dropped || interrupted;
        }
    }
}
