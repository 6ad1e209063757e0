package dev.gotstack.model;

import dev.gotstack.command.Output;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import org.jspecify.annotations.Nullable;

/// Command lines, run one after the other off the window's thread in the order they were asked for. The next starts
/// when what the one before has changed is in force. To be used on the window's thread.
public final class CommandQueue {
    /// A command that was asked to stop and has not after so many seconds is left alone: its thread may go on, but
    /// nobody waits for it.
    private static final long PATIENCE = 2;

    /// A command line.
    ///
    /// @param echo whether a click asked for it rather than the keyboard
    record Asked(String line, boolean echo) {}

    /// How a line is run.
    interface Runner {
        /// Gets ready, on the window's thread; null if there is nothing to run the line on.
        ///
        /// @return runs it, on another thread, and gives what is to be done with its result on the window's; early,
        // what
        ///     it has printed so far
        Work.@Nullable EarlyTask<Output, Runnable> prepare(Asked asked);

        /// It has printed something, and goes on.
        void printed(Asked asked, Output piece);

        /// It gave nothing.
        void failed(Asked asked, Exception failure);
    }

    private final Executor window;
    private final Work work;
    private final Runner runner;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper stopping = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper behind = new ReadOnlyIntegerWrapper();
    private @Nullable Asked current;
    /// Number of the one that runs.
    private int started;

    /// @param worker runs the commands
    CommandQueue(Executor window, Executor worker, Runner runner) {
        this.window = window;
        this.work = new Work(window, worker);
        this.runner = runner;
    }

    /// Whether a command runs.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Whether the one that runs was asked to stop.
    public ReadOnlyBooleanProperty stoppingProperty() {
        return stopping.getReadOnlyProperty();
    }

    /// How many wait behind the one that runs.
    public ReadOnlyIntegerProperty waitingProperty() {
        return behind.getReadOnlyProperty();
    }

    /// The work of the command that runs: its message is the command line, or what it is doing.
    public Work work() {
        return work;
    }

    void add(Asked asked) {
        waiting.add(asked);
        next();
    }

    /// Puts a line before those that wait.
    void addFirst(Asked asked) {
        waiting.addFirst(asked);
        next();
    }

    /// Ends what runs, and forgets what waits. The command prints what it has so far.
    public void cancel() {
        waiting.clear();
        if (current != null && !stopping.get()) {
            stopping.set(true);
            work.interrupt();
            int number = started;
            CompletableFuture.delayedExecutor(PATIENCE, TimeUnit.SECONDS, window)
                    .execute(() -> abandon(number));
        }
        count();
    }

    private void abandon(int number) {
        var asked = current;
        if (asked != null && number == started) {
            work.cancel();
            end(() -> runner.failed(asked, new InterruptedException()));
        }
    }

    /// Forgets everything: the dump is gone.
    void clear() {
        waiting.clear();
        work.interrupt();
        work.cancel();
        current = null;
        count();
    }

    private void next() {
        while (current == null && !waiting.isEmpty()) {
            start(waiting.remove());
        }
        count();
    }

    private void start(Asked asked) {
        var task = runner.prepare(asked);
        if (task != null) {
            current = asked;
            started++;
            count();
            work.start(
                    asked.line(),
                    task,
                    piece -> runner.printed(asked, piece),
                    this::end,
                    failure -> end(() -> runner.failed(asked, failure)));
        }
    }

    private void end(Runnable tell) {
        current = null;
        tell.run();
        next();
    }

    private void count() {
        behind.set(waiting.size());
        if (current == null) {
            stopping.set(false);
        }
        busy.set(current != null);
    }
}
