package dev.gotstack.model;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.dump.HeaderOnlyException;
import dev.gotstack.model.CommandQueue.Asked;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Omission;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The one model behind the window. Panes read its properties and call its methods; they never talk to each other.
///
/// Clicking a task state, typing `.tss 0x28` and following a link all run the same command; whatever it changes, every
/// pane follows. All methods are to be called on the window's thread.
public final class AnalysisModel {
    private final Opener opener;
    private final AnalysisOptions options;
    private final LineRunner lines;
    private final Work work;
    private final Navigation navigation = new Navigation(this::refresh);
    private final Notebook notebook = new Notebook();
    private final ReadOnlyObjectWrapper<@Nullable Analysis> analysis = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Context> context = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Omission> omission = new ReadOnlyObjectWrapper<>(Omission.nothing());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable HeaderFacts> header = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyLongWrapper openings = new ReadOnlyLongWrapper();
    private final Transcript transcript = new Transcript();
    private final CommandQueue commands;
    private boolean reading;

    /// @param options where to look for symbols at first
    /// @param window runs things on the window's thread
    public AnalysisModel(Opener opener, AnalysisOptions options, Interpreter interpreter, Executor window) {
        this(
                opener,
                options,
                interpreter,
                window,
                task -> Thread.ofPlatform().daemon().name("gotstack-command").start(task));
    }

    /// @param worker runs commands
    public AnalysisModel(
            Opener opener, AnalysisOptions options, Interpreter interpreter, Executor window, Executor worker) {
        this.opener = opener;
        this.options = options;
        this.lines = new LineRunner(opener, interpreter);
        this.work = new Work(window);
        work.runningProperty().subscribe(this::stopReading);
        this.commands = new CommandQueue(window, worker, new Commands());
    }

    /// What was found out; null while no dump is open.
    public ReadOnlyObjectProperty<@Nullable Analysis> analysisProperty() {
        return analysis.getReadOnlyProperty();
    }

    /// The register context in force; null while no dump is open.
    public ReadOnlyObjectProperty<@Nullable Context> contextProperty() {
        return context.getReadOnlyProperty();
    }

    /// The file that is open or being opened.
    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /// Changes just before another dump takes the window, or none: not when the same is analysed again.
    public ReadOnlyLongProperty openingsProperty() {
        return openings.getReadOnlyProperty();
    }

    /// What went wrong last, in one line; empty if nothing did.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What the header says of the dump that is being opened, or of the last one that could not be opened but for it;
    /// null if there is none.
    public ReadOnlyObjectProperty<@Nullable HeaderFacts> headerProperty() {
        return header.getReadOnlyProperty();
    }

    /// What the panes look at; null while no dump is open.
    public ReadOnlyObjectProperty<@Nullable Selection> selectionProperty() {
        return navigation.selectionProperty();
    }

    /// Commands that were run, oldest first.
    public ObservableList<ConsoleEntry> console() {
        return transcript.entries();
    }

    public Navigation navigation() {
        return navigation;
    }

    /// What the user wrote down about this dump.
    public Notebook notebook() {
        return notebook;
    }

    public Work work() {
        return work;
    }

    /// The commands that run and wait.
    public CommandQueue commands() {
        return commands;
    }

    /// Opens a dump in the background. What is open stays until the new one is ready; if it cannot be read, it stays
    /// for good and [#problemProperty()] says why.
    public void open(Path dump) {
        problem.set("");
        header.set(null);
        work.start(
                ModelText.of("work.opening", dump.getFileName()),
                (progress, header) -> new Opened(opener.open(dump, options, progress, header)),
                this::read,
                opened -> show(dump, opened.analysis()),
                failure -> decline(dump, failure));
    }

    /// A dump that waits to be shown.
    private record Opened(Analysis analysis) implements AutoCloseable {
        @Override
        public void close() {
            analysis.kernel().close();
        }
    }

    private void read(HeaderFacts facts) {
        reading = true;
        header.set(facts);
    }

    /// The header alone is shown for as long as the rest is being read: not after that was cancelled.
    private void stopReading(boolean running) {
        if (!running && reading) {
            reading = false;
            header.set(null);
        }
    }

    private void decline(Path dump, Exception failure) {
        header.set(failure instanceof HeaderOnlyException known ? HeaderFacts.of(dump, known) : null);
        problem.set(describe(dump, failure));
    }

    /// Takes the message of [#problemProperty()] away.
    public void dismissProblem() {
        problem.set("");
    }

    /// Closes what is open.
    public void close() {
        openings.set(openings.get() + 1);
        work.cancel();
        header.set(null);
        // What is pointed at goes away with the panes' rows; going back from it would read a dump that is closed.
        pointAway();
        closeDump();
        analysis.set(null);
        omission.set(Omission.nothing());
        context.set(null);
        file.set(null);
        transcript.clear();
        navigation.clear();
        notebook.clear();
    }

    private void show(Path dump, Analysis opened) {
        openings.set(openings.get() + 1);
        closeDump();
        transcript.clear();
        navigation.clear();
        notebook.clear();
        file.set(dump);
        context.set(null);
        omission.set(Omission.nothing());
        analysis.set(opened);
        var start = Context.of(opened);
        context.set(start);
        navigation.visit(new Selection(
                start.registers().stackPointer(), 0, -1, start.registers().instructionPointer()));
        if (opened.interrupted().isPresent()) {
            selectTask(opened.interrupted().get().selector());
        } else {
            opened.states().stream().findFirst().ifPresent(state -> follow(state.command()));
        }
    }

    private void closeDump() {
        commands.clear();
        release();
    }

    /// Before anything is read: the file may have been cut off.
    private void refresh() {
        var open = analysis.get();
        if (open != null) {
            open.kernel().dump().refresh();
        }
    }

    private void release() {
        var open = analysis.get();
        if (open != null) {
            open.kernel().close();
        }
    }

    private static String describe(Path dump, Exception failure) {
        var message = failure.getMessage();
        return message == null || message.isBlank() ? dump + ": " + failure : message;
    }

    /// Runs a command line that the user typed.
    public void execute(String line) {
        run(line, false);
    }

    /// Makes a task state the context, as `.tss` does.
    public void selectTask(int selector) {
        run(".tss 0x" + Integer.toHexString(selector), true);
    }

    /// Follows a link: runs its command.
    public void follow(String command) {
        run(command, true);
    }

    private void run(String line, boolean echo) {
        if (context.get() != null && !line.isBlank()) {
            commands.add(new Asked(line, echo));
        }
    }

    /// Runs the lines of the queue.
    private final class Commands implements CommandQueue.Runner {
        /// Lines of the one that runs which are in the transcript.
        private int shown;

        @Override
        public Work.@Nullable EarlyTask<Output, Runnable> prepare(Asked asked) {
            var before = context.get();
            var dump = file.get();
            if (before == null || dump == null) {
                return null;
            }
            refresh();
            shown = 0;
            return (progress, early) -> {
                var done = lines.run(asked.line(), before, dump, progress, early);
                return done.then(() -> {
                    show(asked, before, done.result().output().from(shown));
                    finish(asked, before, dump, done);
                });
            };
        }

        @Override
        public void printed(Asked asked, Output piece) {
            var now = context.get();
            if (now != null) {
                show(asked, now, piece);
            }
        }

        /// Adds what a command has printed; below what it has printed before, there is no second prompt.
        private void show(Asked asked, Context before, Output output) {
            if (shown == 0 || !output.lines().isEmpty()) {
                var line = shown == 0 ? asked.line() : "";
                transcript.add(new ConsoleEntry(before.prompt(), line, asked.echo(), output));
                shown += output.lines().size();
            }
        }

        @Override
        public void failed(Asked asked, Exception failure) {
            var reason = failure instanceof InterruptedException || failure instanceof CancellationException
                    ? ModelText.of("command.interrupted")
                    : ModelText.of("command.failed", failure);
            transcript.add(new ConsoleEntry(
                    prompt(),
                    shown == 0 ? asked.line() : "",
                    asked.echo(),
                    Output.builder().error(reason).build()));
        }
    }

    private void finish(Asked asked, Context before, Path dump, LineRunner.Done done) {
        var after = done.result().context();
        if (done.reloaded() != null) {
            replace(done.reloaded(), done.result().rest());
        } else if (done.failure() != null) {
            problem.set(describe(dump, done.failure()));
        } else {
            if (after.analysis() != before.analysis()) {
                revise(before.analysis(), after.analysis());
            }
            context.set(after);
            look(asked, done.chosen(), before, after);
        }
    }

    /// Where the panes look after a command: at the frame it chose, at its registers if they are others now, else at
    /// what a click pointed to.
    private void look(Asked asked, @Nullable Frame chosen, Context before, Context after) {
        if (chosen != null) {
            show(chosen);
        } else if (!after.registers().equals(before.registers())) {
            navigation.visit(new Selection(
                    after.registers().stackPointer() & ~0xfL,
                    0,
                    -1,
                    after.registers().instructionPointer()));
        } else if (asked.echo()) {
            CommandTarget.of(asked.line()).ifPresent(this::show);
        }
    }

    /// Shows a frame of a debugger's stack: as one of the reconstructed stack, if it is there too.
    private void show(Frame chosen) {
        var frames = Objects.requireNonNull(analysis.get()).reconstructedStack().frames();
        for (int i = 0; i < frames.size(); i++) {
            var frame = frames.get(i);
            if (frame.code().address() == chosen.code().address() && frame.base() == chosen.base()) {
                selectFrame(i);
                return;
            }
        }
        navigation.visit(new Selection(chosen.base(), 0, -1, chosen.code().address()));
    }

    /// Shows another analysis of the dump that is open. What was selected stays, where it is still there.
    private void revise(Analysis before, Analysis after) {
        // There may be other frames and cycles.
        omission.set(Omission.nothing());
        analysis.set(after);
        navigation.renumber(frame -> {
            var frames = before.reconstructedStack().frames();
            return frame < 0 || frame >= frames.size() ? -1 : indexOf(frames.get(frame), after);
        });
    }

    private static int indexOf(Frame frame, Analysis in) {
        var frames = in.reconstructedStack().frames();
        for (int i = 0; i < frames.size(); i++) {
            boolean same = frames.get(i).kind() == frame.kind()
                    && frames.get(i).base() == frame.base()
                    && frames.get(i).code().address() == frame.code().address();
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private void show(CommandTarget target) {
        if (target.code()) {
            showCode(target.address());
        } else {
            showMemory(target.address(), 0);
        }
    }

    /// Puts the dump, analysed again, in the place of what is open. What was said in the command window stays, and the
    /// rest of the line goes on.
    private void replace(Context fresh, String rest) {
        var selected = navigation.selectionProperty().get();
        release();
        context.set(null);
        // Other symbols may find other frames and cycles.
        omission.set(Omission.nothing());
        analysis.set(fresh.analysis());
        context.set(fresh);
        if (selected != null) {
            navigation.visit(selected);
        }
        if (!rest.isBlank()) {
            commands.addFirst(new Asked(rest, false));
        }
    }

    /// Looks where it looked in an earlier run, as far as that is still there.
    public void resume(Selection earlier) {
        var open = analysis.get();
        if (open != null) {
            boolean there = earlier.frame() < open.reconstructedStack().frames().size();
            navigation.visit(there ? earlier : new Selection(earlier.address(), earlier.length(), -1, earlier.code()));
        }
    }

    /// Shows memory at an address.
    ///
    /// @param length bytes to mark, 0 for none
    public void showMemory(long address, long length) {
        var now = navigation.selectionProperty().get();
        if (now != null) {
            navigation.visit(new Selection(address, length, now.frame(), now.code()));
        }
    }

    /// Shows code at an address.
    public void showCode(long address) {
        var now = navigation.selectionProperty().get();
        if (now != null) {
            navigation.visit(new Selection(now.address(), now.length(), now.frame(), address));
        }
    }

    /// Selects a frame of the reconstructed stack: its bytes in memory, its code in the disassembly.
    public void selectFrame(int index) {
        selection(index).ifPresent(navigation::visit);
    }

    /// Shows a frame everywhere for as long as it is pointed at.
    public void pointAtFrame(int index) {
        selection(index).ifPresent(navigation::peek);
    }

    /// Shows again what was selected before a frame was pointed at.
    public void pointAway() {
        navigation.endPeek();
    }

    private Optional<Selection> selection(int frame) {
        return frame(frame).map(found -> {
            var bytes = Selection.bytesOf(Objects.requireNonNull(analysis.get()), frame);
            return new Selection(
                    bytes.address(), bytes.length(), frame, found.code().address());
        });
    }

    /// What the stack is imagined without.
    public ReadOnlyObjectProperty<Omission> omissionProperty() {
        return omission.getReadOnlyProperty();
    }

    /// Imagines the stack without some drivers or repeated calls, in this window and in what it exports.
    public void imagine(Omission without) {
        omission.set(without);
    }

    /// A frame of the reconstructed stack.
    public Optional<Frame> frame(int index) {
        var open = analysis.get();
        if (open == null
                || index < 0
                || index >= open.reconstructedStack().frames().size()) {
            return Optional.empty();
        }
        return Optional.of(open.reconstructedStack().frames().get(index));
    }

    /// Says something in the command window without running anything.
    public void note(Output output) {
        transcript.add(new ConsoleEntry(prompt(), "", true, output));
    }

    private String prompt() {
        var now = context.get();
        return now == null ? "" : now.prompt();
    }
}
