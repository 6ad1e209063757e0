package dev.gotstack.command;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.stack.Corrections;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.Optional;
import java.util.OptionalInt;

/// What commands work on: a dump, and the register context that `.tss` and its like have set. Immutable; a command that
/// changes something returns another one.
///
/// @param registers registers of the context in force
/// @param task selector of the task state that set it; empty if something else did
/// @param setBy the command that sets this context: `.tss 0x28`; empty for the context saved at the crash
/// @param next where `dd` without an address goes on
/// @param nextCode where `u` without an address goes on
/// @param options where symbols are to be looked for when the dump is analysed the next time
/// @param reloadWanted whether that should be now
public record Context(
        Analysis analysis,
        RegisterSet registers,
        OptionalInt task,
        String setBy,
        long next,
        long nextCode,
        AnalysisOptions options,
        boolean reloadWanted) {

    /// The context in which a dump is opened: that of the processor which crashed.
    public static Context of(Analysis analysis) {
        var registers = analysis.processor()
                .map(Context::saved)
                .orElseGet(() -> analysis.kernel().crashContext());
        return new Context(
                analysis,
                registers,
                OptionalInt.empty(),
                "",
                registers.instructionPointer(),
                registers.instructionPointer(),
                analysis.options(),
                false);
    }

    private static RegisterSet saved(Processor processor) {
        var registers = processor.context();
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
        return new Context(other, registers, task, setBy, next, nextCode, options, reloadWanted);
    }

    /// The context of a task state.
    public Context withTask(TaskState state) {
        var command = ".tss 0x" + Integer.toHexString(state.selector());
        return with(state.registers(), OptionalInt.of(state.selector()), command);
    }

    /// The context of registers that come from elsewhere than a task's descriptor: a trap frame, a bare TSS.
    ///
    /// @param command the command that sets it
    public Context withRegisters(RegisterSet set, String command) {
        return with(set, OptionalInt.empty(), command);
    }

    private Context with(RegisterSet set, OptionalInt selector, String command) {
        long code = set.instructionPointer();
        return new Context(analysis, set, selector, command, code, code, options, reloadWanted);
    }

    public Context withNext(long address) {
        return new Context(analysis, registers, task, setBy, address, nextCode, options, reloadWanted);
    }

    public Context withNextCode(long address) {
        return new Context(analysis, registers, task, setBy, next, address, options, reloadWanted);
    }

    /// The same with other places to look for symbols.
    public Context withOptions(AnalysisOptions places) {
        return new Context(analysis, registers, task, setBy, next, nextCode, places, reloadWanted);
    }

    /// The same, with the wish to analyse the dump again.
    public Context withReload() {
        return new Context(analysis, registers, task, setBy, next, nextCode, options, true);
    }

    /// Whether a command has set the context, so that it is no longer the one saved at the crash.
    public boolean isSet() {
        return !setBy.isEmpty();
    }

    /// The task state that set the context, if one did.
    public Optional<TaskState> taskState() {
        return task.isEmpty()
                ? Optional.empty()
                : analysis.processor().flatMap(processor -> processor.task(task.getAsInt()));
    }

    /// The kernel stack of the crashed thread.
    public Optional<KernelStack> stack() {
        return analysis.thread().map(KernelThread::stack);
    }

    /// The prompt: `3: kd>`.
    public String prompt() {
        return analysis.processor().map(Processor::number).orElse(0) + ": kd>";
    }
}
