package dev.gotstack.model;

import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.Frame;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs command lines on the thread of whoever calls, and analyses the dump again for those that want it.
///
/// @param opener analyses a dump
record LineRunner(Opener opener, Interpreter interpreter) {

    /// What a command line gave.
    ///
    /// @param chosen the frame that `.frame` chose; null if the line was another
    /// @param reloaded the context in the dump analysed again, because the line asked for it; null if it did not, or if
    ///     that failed
    /// @param failure why that failed
    record Done(
            Result result,
            @Nullable Frame chosen,
            @Nullable Context reloaded,
            @Nullable Exception failure) {

        /// What is to be done with it; closed instead of run, it is given up.
        Finish then(Runnable action) {
            return new Finish(this, action);
        }
    }

    /// Puts into force what a command line gave, or gives it up.
    record Finish(Done done, Runnable action) implements Runnable, AutoCloseable {
        @Override
        public void run() {
            action.run();
        }

        @Override
        public void close() {
            if (done.reloaded() != null) {
                done.reloaded().analysis().kernel().close();
            }
        }
    }

    /// @param dump the file that is open
    /// @param early is told what is printed while the line goes on
    Done run(String line, Context before, Path dump, Progress progress, Consumer<Output> early) {
        var result = interpreter.run(line, before, early);
        var after = result.context();
        if (!after.reloadWanted()) {
            boolean chooses = line.strip().startsWith(".frame");
            return new Done(result, chooses ? after.frame().orElse(null) : null, null, null);
        }
        try {
            return new Done(result, null, again(dump, after, progress), null);
        } catch (CancellationException e) {
            throw e;
        } catch (Exception e) {
            return new Done(result, null, null, e);
        }
    }

    /// Analyses the dump again with the context's symbol paths and what was set by hand, and sets the same context in
    /// it.
    private Context again(Path dump, Context asked, Progress progress) throws Exception {
        var plain = opener.open(dump, asked.options(), progress, header -> {});
        try {
            var opened = asked.reopened(Analyzer.reconsider(plain, asked.corrections()));
            return asked.isSet() ? interpreter.run(asked.setBy(), opened).context() : opened;
        } catch (RuntimeException e) {
            plain.kernel().close();
            throw e;
        }
    }
}
