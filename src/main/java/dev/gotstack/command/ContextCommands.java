package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.stack.SwitchedOut;
import dev.gotstack.windows.ContextRecord;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.SavedState;
import dev.gotstack.windows.TrapFrame;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import dev.gotstack.x86.Tss;
import java.util.Optional;

/// `.tss`, `.trap`, `.cxr`, `.thread`, `.process`: which registers and page tables the other commands work on.
final class ContextCommands {
    private static final long HIGHEST_SELECTOR = 0xffff;
    private static final long OF_THE_DUMP = -1;

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
            throw new CommandException("What lies at " + call.hex(value) + " is no task-state segment: its cs is 0");
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
            throw new CommandException("Unable to read trap frame at " + call.hex(address) + ": "
                    + String.join(", ", frame.missing()) + " cannot be read");
        }
        var error = "";
        if (call.architecture().pointerSize() == 8) {
            call.line("NOTE: The trap frame does not contain all registers.");
            call.line("Some register values may be zeroed or incorrect.");
        } else {
            var code = frame.errorCode();
            error = "ErrCode = " + (code.isEmpty() ? call.unknown() : call.hex(code.getAsLong()));
        }
        return show(call, call.context().withRegisters(frame.registers(), ".trap 0x" + Hex.plain(address)), error);
    }

    /// `.cxr [address]`; -1 is the record in the dump's header. Without one, the context of the crash is back.
    static Context record(Call call) {
        if (call.arguments().isEmpty()) {
            return reset(call);
        }
        long value = Expression.value(call.arguments(), call.context());
        if (value == OF_THE_DUMP) {
            return show(call, call.context().withRegisters(call.kernel().crashContext(), ".cxr -1"), "");
        }
        long address = call.narrow(value);
        RegisterSet registers;
        try {
            var record = Struct.at(call.space()::bytes, call.kernel().types(), "_CONTEXT", address);
            registers = ContextRecord.read(record, call.kernel().architecture());
        } catch (MalformedFileException e) {
            // A small dump may leave the record out and have its registers all the same.
            registers = call.context().analysis().states().stream()
                    .filter(state -> state.address() == address)
                    .map(SavedState::registers)
                    .findFirst()
                    .orElseThrow(() -> new CommandException("Unable to read context, " + e.getMessage()));
        }
        return show(call, call.context().withRegisters(registers, ".cxr 0x" + Hex.plain(address)), "");
    }

    private static Context reset(Call call) {
        call.line("Resetting default scope");
        return call.context().reset();
    }

    /// `.thread [address]`: what the thread left on its stack when it was switched away, or what the processor saved
    /// that runs it.
    static Context thread(Call call) {
        var text = withoutOptions(call.arguments());
        long address = text.isEmpty() ? 0 : Expression.address(text, call.context());
        if (address == 0) {
            var context = call.context().reset();
            call.text("Implicit thread is now ");
            threadLink(call, context.thread());
            return context;
        }
        var thread = call.kernel()
                .thread(address)
                .orElseThrow(() -> new CommandException("Unable to read thread at " + call.hex(address)));
        var context = call.context().withThread(thread, registers(call, thread), ".thread " + call.literal(address));
        call.text("Using context of thread ");
        threadLink(call, Optional.of(thread));
        boolean runs = call.kernel().processors().stream()
                .anyMatch(processor -> processor.currentThread() == thread.address());
        var how = runs ? "" : SwitchedOut.of(call.kernel(), thread).how();
        if (!how.isEmpty()) {
            call.line("NOTE: " + how);
        }
        return context;
    }

    private static void threadLink(Call call, Optional<KernelThread> thread) {
        thread.ifPresentOrElse(
                found -> call.link(call.hex(found.address()), "!thread " + call.literal(found.address())),
                () -> call.text("unknown"));
        call.end();
    }

    /// Registers a thread goes on with.
    ///
    /// @throws MalformedFileException if its stack is not in the dump
    static RegisterSet registers(Call call, KernelThread thread) {
        return call.kernel().processors().stream()
                .filter(processor -> processor.currentThread() == thread.address())
                .findFirst()
                .map(Context::saved)
                .orElseGet(() -> SwitchedOut.of(call.kernel(), thread).registers());
    }

    /// `.process [address]`: whose page tables user addresses are read with.
    static Context process(Call call) {
        var text = withoutOptions(call.arguments());
        long address = text.isEmpty() ? 0 : Expression.address(text, call.context());
        var session = call.session().withProcess(Optional.empty());
        if (address != 0) {
            var process = call.kernel().processes().stream()
                    .filter(each -> each.address() == address)
                    .findFirst()
                    .orElseThrow(() -> new CommandException(
                            call.hex(address) + " is no process of this dump's list; !process 0 0 lists them"));
            session = session.withProcess(Optional.of(process));
        }
        var context = call.context().withSession(session);
        call.text("Implicit process is now ");
        context.process()
                .ifPresentOrElse(
                        found -> call.link(
                                call.hex(found.address()), "!process " + call.literal(found.address()) + " 0"),
                        () -> call.text("unknown"));
        call.end();
        return context;
    }

    /// Arguments without `/p`, `/r` and the like, which only matter with a live target.
    static String withoutOptions(String arguments) {
        return arguments.replaceFirst("^(/\\w+\\s*)+", "").strip();
    }

    static Context show(Call call, Context next, String extra) {
        if (next.registers().equals(RegisterSet.none())) {
            throw new CommandException("That context holds no registers");
        }
        RegisterCommands.block(new Call(call.name(), "", next, call.out()), extra);
        return next;
    }
}
