package dev.gotstack.command;

import dev.gotstack.analysis.Analysis;
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
/// @param task selector of the task state that set it; empty for the context saved at the crash
/// @param next where `dd` without an address goes on
/// @param nextCode where `u` without an address goes on
public record Context(Analysis analysis, RegisterSet registers, OptionalInt task, long next, long nextCode) {

    /// The context in which a dump is opened: that of the processor which crashed.
    public static Context of(Analysis analysis) {
        var registers = analysis.processor()
                .map(Context::saved)
                .orElseGet(() -> analysis.kernel().crashContext());
        return new Context(
                analysis,
                registers,
                OptionalInt.empty(),
                registers.instructionPointer(),
                registers.instructionPointer());
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

    /// The context of a task state.
    public Context withTask(TaskState state) {
        var set = state.registers();
        return new Context(
                analysis, set, OptionalInt.of(state.selector()), set.instructionPointer(), set.instructionPointer());
    }

    public Context withNext(long address) {
        return new Context(analysis, registers, task, address, nextCode);
    }

    public Context withNextCode(long address) {
        return new Context(analysis, registers, task, next, address);
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
