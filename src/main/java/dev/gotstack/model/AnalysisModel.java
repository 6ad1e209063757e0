package dev.gotstack.model;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.dump.HeaderOnlyException;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.Frame;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The one model behind the window. Panes read its properties and call its methods; they never talk to each other.
///
/// Clicking a task state, typing `.tss 0x28` and following a link all run the same command; whatever it changes, every
/// pane follows. All methods are to be called on the window's thread.
public final class AnalysisModel {
    /// Opens a dump and analyses it. Called on a worker thread.
    @FunctionalInterface
    public interface Opener {
        Analysis open(Path file, AnalysisOptions options, Progress progress) throws Exception;
    }

    private final Opener opener;
    private final AnalysisOptions options;
    private final Interpreter interpreter;
    private final Work work;
    private final Navigation navigation = new Navigation();
    private final ReadOnlyObjectWrapper<@Nullable Analysis> analysis = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Context> context = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable HeaderFacts> header = new ReadOnlyObjectWrapper<>();
    private final ObservableList<ConsoleEntry> console = FXCollections.observableArrayList();

    /// @param options where to look for symbols at first
    /// @param window runs things on the window's thread
    public AnalysisModel(Opener opener, AnalysisOptions options, Interpreter interpreter, Executor window) {
        this.opener = opener;
        this.options = options;
        this.interpreter = interpreter;
        this.work = new Work(window);
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

    /// What went wrong last, in one line; empty if nothing did.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What the header says of the last dump that could not be opened but for it; null if there is none.
    public ReadOnlyObjectProperty<@Nullable HeaderFacts> headerProperty() {
        return header.getReadOnlyProperty();
    }

    /// What the panes look at; null while no dump is open.
    public ReadOnlyObjectProperty<@Nullable Selection> selectionProperty() {
        return navigation.selectionProperty();
    }

    /// Commands that were run, oldest first.
    public ObservableList<ConsoleEntry> console() {
        return FXCollections.unmodifiableObservableList(console);
    }

    public Navigation navigation() {
        return navigation;
    }

    public Work work() {
        return work;
    }

    /// Opens a dump in the background. What is open stays until the new one is ready; if it cannot be read, it stays
    /// for good and [#problemProperty()] says why.
    public void open(Path dump) {
        problem.set("");
        header.set(null);
        work.start(
                "Opening " + dump.getFileName(),
                progress -> opener.open(dump, options, progress),
                opened -> show(dump, opened),
                failure -> decline(dump, failure));
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
        work.cancel();
        header.set(null);
        closeDump();
        analysis.set(null);
        context.set(null);
        file.set(null);
        console.clear();
        navigation.clear();
    }

    private void show(Path dump, Analysis opened) {
        closeDump();
        console.clear();
        navigation.clear();
        file.set(dump);
        context.set(null);
        analysis.set(opened);
        var start = Context.of(opened);
        context.set(start);
        navigation.visit(new Selection(
                start.registers().stackPointer(), 0, -1, start.registers().instructionPointer()));
        opened.interrupted().ifPresent(task -> selectTask(task.selector()));
    }

    private void closeDump() {
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
        var before = context.get();
        if (before == null || line.isBlank()) {
            return;
        }
        var result = interpreter.run(line, before);
        console.add(new ConsoleEntry(before.prompt(), line, echo, result.output()));
        var after = result.context();
        context.set(after);
        if (after.reloadWanted()) {
            reload(after, result.rest());
            return;
        }
        if (!after.registers().equals(before.registers())) {
            navigation.visit(new Selection(
                    after.registers().stackPointer() & ~0xfL,
                    0,
                    -1,
                    after.registers().instructionPointer()));
        }
    }

    /// Analyses the open dump again with the context's symbol paths. What was said in the command window stays.
    private void reload(Context asked, String rest) {
        var dump = Objects.requireNonNull(file.get());
        work.start(
                "Reloading symbols",
                progress -> opener.open(dump, asked.options(), progress),
                opened -> replace(opened, asked, rest),
                failure -> problem.set(describe(dump, failure)));
    }

    private void replace(Analysis opened, Context asked, String rest) {
        var selected = navigation.selectionProperty().get();
        closeDump();
        context.set(null);
        analysis.set(opened);
        context.set(Context.of(opened));
        if (asked.task().isPresent()) {
            selectTask(asked.task().getAsInt());
        }
        if (selected != null) {
            navigation.visit(selected);
        }
        run(rest, false);
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
        frame(index).ifPresent(frame -> {
            var bytes = bytesOf(index);
            navigation.visit(new Selection(
                    bytes.address(), bytes.length(), index, frame.code().address()));
        });
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

    private Selection bytesOf(int index) {
        var open = Objects.requireNonNull(analysis.get());
        var usage = open.usage().orElse(null);
        long start = open.reconstructedStack().frames().get(index).stackPointer();
        long length = 0;
        if (usage != null) {
            for (var slice : usage.slices()) {
                if (slice.frame() == index) {
                    start = length == 0 ? slice.start() : start;
                    length += slice.bytes();
                }
            }
        }
        return new Selection(start, length, index, 0);
    }

    /// Says something in the command window without running anything.
    public void note(Output output) {
        var now = context.get();
        console.add(new ConsoleEntry(now == null ? "" : now.prompt(), "", true, output));
    }
}
