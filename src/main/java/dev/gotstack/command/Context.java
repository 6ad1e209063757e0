package dev.gotstack.command;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Frame;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelProcess;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.Optional;
import java.util.OptionalInt;

/// What commands work on: a dump, a processor of it, and the register context that `.tss` and its like have set.
/// Immutable; a command that changes something returns another one.
///
/// @param processor the current processor, if any was found
/// @param thread the thread whose stack the registers are on
/// @param registers registers of the context in force
/// @param task selector of the task state that set it; empty if something else did
/// @param setBy the command that sets this context: `.tss 0x28`; empty for the context saved at the crash
/// @param session what is remembered besides
/// @param options where symbols are to be looked for when the dump is analysed the next time
/// @param reloadWanted whether that should be now
public record Context(
        Analysis analysis,
        Optional<Processor> processor,
        Optional<KernelThread> thread,
        RegisterSet registers,
        OptionalInt task,
        String setBy,
        Session session,
        AnalysisOptions options,
        boolean reloadWanted) {

    /// The context in which a dump is opened: that of the processor which crashed.
    public static Context of(Analysis analysis) {
        var processor = analysis.processor();
        var registers =
                processor.map(Context::saved).orElseGet(() -> analysis.kernel().crashContext());
        return new Context(
                analysis,
                processor,
                analysis.thread(),
                registers,
                OptionalInt.empty(),
                "",
                Session.at(Place.linear(
                        registers.instructionPointer(), analysis.kernel().architecture())),
                analysis.options(),
                false);
    }

    /// Registers that a processor saved at the crash, control registers included.
    static RegisterSet saved(Processor processor) {
        return withControl(processor.context(), processor);
    }

    /// Control registers are the processor's, in every context alike.
    private static RegisterSet withControl(RegisterSet set, Processor processor) {
        var registers = set;
        for (var name : processor.special().values().entrySet()) {
            registers = registers.with(name.getKey(), name.getValue());
        }
        return registers.with("tr", processor.tr());
    }

    public Kernel kernel() {
        return analysis.kernel();
    }

    /// What a person decided about frames of the rebuilt stack.
    public Corrections corrections() {
        return analysis.corrections();
    }

    /// The same with another analysis of the same dump.
    public Context withAnalysis(Analysis other) {
        return new Context(other, processor, thread, registers, task, setBy, session, options, reloadWanted);
    }

    /// Memory as the implicit process sees it.
    public AddressSpace space() {
        return session.process()
                .map(process -> kernel().dump().space(process.directoryTableBase()))
                .orElseGet(() -> kernel().space());
    }

    /// The context of a task state of the current processor.
    public Context withTask(TaskState state) {
        var command = ".tss 0x" + Integer.toHexString(state.selector());
        return with(processor, running(processor), state.registers(), OptionalInt.of(state.selector()), command);
    }

    /// The context of registers that come from elsewhere than a task's descriptor: a trap frame, a bare TSS.
    ///
    /// @param command the command that sets it
    public Context withRegisters(RegisterSet set, String command) {
        return with(processor, thread, set, OptionalInt.empty(), command);
    }

    /// The context of registers that a thread left when it was switched away.
    Context withThread(KernelThread other, RegisterSet set, String command) {
        return with(processor, Optional.of(other), set, OptionalInt.empty(), command);
    }

    /// The context saved at the crash, of the current processor.
    Context reset() {
        return processor
                .map(this::withProcessor)
                .orElseGet(() -> with(processor, analysis.thread(), kernel().crashContext(), OptionalInt.empty(), ""));
    }

    /// Another processor as the current one, with the registers it saved.
    Context withProcessor(Processor other) {
        var current = Optional.of(other);
        return with(current, running(current), saved(other), OptionalInt.empty(), "");
    }

    private Optional<KernelThread> running(Optional<Processor> other) {
        boolean crashed = other.isEmpty()
                || analysis.processor()
                        .filter(found -> found.number() == other.get().number())
                        .isPresent();
        return crashed ? analysis.thread() : kernel().thread(other.get().currentThread());
    }

    private Context with(
            Optional<Processor> current,
            Optional<KernelThread> owner,
            RegisterSet set,
            OptionalInt selector,
            String command) {
        var moved = session.moved(Place.linear(set.instructionPointer(), kernel().architecture()));
        return new Context(analysis, current, owner, set, selector, command, moved, options, reloadWanted);
    }

    Context withSession(Session other) {
        return new Context(analysis, processor, thread, registers, task, setBy, other, options, reloadWanted);
    }

    /// The same with other places to look for symbols.
    public Context withOptions(AnalysisOptions places) {
        return new Context(analysis, processor, thread, registers, task, setBy, session, places, reloadWanted);
    }

    /// The same, with the wish to analyse the dump again.
    public Context withReload() {
        return new Context(analysis, processor, thread, registers, task, setBy, session, options, true);
    }

    /// The context in which the dump goes on after it was analysed again: what a session remembers stays.
    public Context reopened(Analysis again) {
        var fresh = of(again);
        return fresh.withSession(fresh.session()
                .withFrameCount(session.frameCount())
                .withDisplay(session.display())
                .withLog(session.log()));
    }

    /// Whether a command has set the context, so that it is no longer the one saved at the crash.
    public boolean isSet() {
        return !setBy.isEmpty();
    }

    /// The task state that set the context, if one did.
    public Optional<TaskState> taskState() {
        return task.isEmpty() ? Optional.empty() : processor.flatMap(found -> found.task(task.getAsInt()));
    }

    /// The thread that the current processor runs.
    Optional<KernelThread> runningThread() {
        return running(processor);
    }

    /// The implicit process: the one that was chosen, else the thread's.
    Optional<KernelProcess> process() {
        return session.process().or(() -> thread.flatMap(KernelThread::process));
    }

    /// The kernel stack that the registers are on.
    public Optional<KernelStack> stack() {
        return thread.map(KernelThread::stack);
    }

    /// The frame that `.frame` chose last, of the stack as a debugger walks it.
    public Optional<Frame> frame() {
        var frames = StackCommand.walk(this, StackOptions.plain("")).frames();
        return frames.stream().skip(session.frame()).findFirst();
    }

    /// The prompt: `3: kd>`.
    public String prompt() {
        return processor.map(Processor::number).orElse(0) + ": kd>";
    }
}
