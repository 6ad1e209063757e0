package dev.gotstack.command;

import dev.gotstack.windows.TrapFrame;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import dev.gotstack.x86.Tss;

/// `.tss`, `.trap`, `.cxr`, `.thread`: which registers the other commands work on.
final class ContextCommands {
    private static final long HIGHEST_SELECTOR = 0xffff;

    private ContextCommands() {}

    /// `.tss [selector or address]`. Without one: the interrupted task, else the running one.
    static Context task(Call call) {
        var processor = call.context()
                .processor()
                .orElseThrow(() -> new CommandException("No processor was found in this dump"));
        if (call.arguments().isEmpty()) {
            var task = processor.interruptedTask().or(processor::currentTask);
            return enter(call, task.orElseThrow(() -> new CommandException("This processor has no task state")));
        }
        long value = Expression.address(call.arguments(), call.context());
        if (value <= HIGHEST_SELECTOR) {
            var task = processor.task((int) value);
            return enter(
                    call,
                    task.orElseThrow(() -> new CommandException("Selector " + Hex.selector(value)
                            + " names no task-state segment of processor " + processor.number())));
        }
        var known = processor.tasks().stream()
                .filter(task -> task.tss().address() == value)
                .findFirst();
        if (known.isPresent()) {
            return enter(call, known.get());
        }
        var tss = Tss.read(call.space()::bytes, call.kernel().types(), value);
        if (tss.registers().get("cs").orElse(0) == 0) {
            throw new CommandException("What lies at " + Hex.word(value) + " is no task-state segment: its cs is 0");
        }
        return show(call, call.context().withRegisters(tss.registers(), ".tss 0x" + Hex.plain(value)), "");
    }

    private static Context enter(Call call, TaskState task) {
        return show(call, call.context().withTask(task), "");
    }

    /// `.trap [address]`. Without one, the context of the crash is back.
    static Context trap(Call call) {
        if (call.arguments().isEmpty()) {
            return reset(call);
        }
        long address = Expression.address(call.arguments(), call.context());
        var frame = TrapFrame.read(call.space()::bytes, call.kernel().types(), address);
        if (!frame.hasContext()) {
            throw new CommandException("Unable to read trap frame at " + Hex.word(address) + ": "
                    + String.join(", ", frame.missing()) + " cannot be read");
        }
        var code = frame.get("ErrCode");
        var error = "ErrCode = " + (code.isEmpty() ? "????????" : Hex.word(code.getAsLong()));
        return show(call, call.context().withRegisters(frame.registers(), ".trap 0x" + Hex.plain(address)), error);
    }

    /// `.cxr`: the context of the crash is back.
    static Context reset(Call call) {
        if (!call.arguments().isEmpty()) {
            throw new CommandException("Only the form without an address is supported; it resets the context");
        }
        call.line("Resetting default scope");
        return call.context().reset();
    }

    private static Context show(Call call, Context next, String extra) {
        if (next.registers().equals(RegisterSet.none())) {
            throw new CommandException("That context holds no registers");
        }
        RegisterCommands.block(new Call(call.name(), "", next, call.out()), extra);
        return next;
    }
}
