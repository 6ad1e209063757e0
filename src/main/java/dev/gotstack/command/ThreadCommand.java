package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Frame;
import dev.gotstack.windows.KernelThread;
import java.util.List;
import java.util.OptionalLong;

/// `!thread`: a thread, its process and its stack.
final class ThreadCommand {
    private static final int SHOW_STACK = 4;
    private static final int USUAL = 6;

    private ThreadCommand() {}

    /// `!thread [address [flags]]`.
    static void show(Call call) {
        var expression = call.expression();
        var address = expression.hasMore() ? OptionalLong.of(Hex.address(expression.next())) : OptionalLong.empty();
        long flags = expression.hasMore() ? expression.next() : USUAL;
        expression.end();
        var thread = address.isEmpty() || address.getAsLong() == 0
                ? call.context().analysis().thread()
                : call.kernel().thread(address.getAsLong());
        var found = thread.orElseThrow(() -> new CommandException(
                address.isEmpty()
                        ? "The crashed thread cannot be read"
                        : Hex.word(address.getAsLong()) + " is not a thread object"));
        print(call, found);
        if ((flags & SHOW_STACK) != 0) {
            stack(call, found);
        }
    }

    private static void print(Call call, KernelThread thread) {
        call.text("THREAD ").link(Hex.word(thread.address()), "!thread 0x" + Hex.word(thread.address()));
        call.text(String.format("  Cid %04x.%04x  Teb: ", thread.processId(), thread.threadId()));
        call.memory(thread.teb()).text(" Win32Thread: ").memory(thread.win32Thread());
        call.line(" " + state(call, thread));
        var process = thread.process();
        call.text("Owning Process            ");
        if (process.isPresent()) {
            call.link(
                    Hex.word(process.get().address()),
                    "!process 0x" + Hex.word(process.get().address()) + " 0");
            call.line("       Image:         " + process.get().imageName());
        } else {
            call.line("????????       Image:         unknown");
        }
        call.line("Wait Start TickCount      " + thread.waitTime());
        call.line("Context Switch Count      " + thread.contextSwitches());
        var increment = increment(call);
        call.line("UserTime                  " + time(thread.userTime(), increment));
        call.line("KernelTime                " + time(thread.kernelTime(), increment));
        place(call, "Win32 Start Address ", thread.win32StartAddress());
        place(call, "Start Address ", thread.startAddress());
        var stack = thread.stack();
        call.text("Stack Init ")
                .memory(stack.initial())
                .text(" Current ")
                .memory(stack.saved())
                .end();
        call.text("Base ").memory(stack.base()).text(" Limit ").memory(stack.limit());
        call.line(" Call " + callbackStack(call, thread));
        call.line("Priority " + thread.priority() + " BasePriority " + thread.basePriority());
    }

    /// What a thread does, in the debugger's words.
    static String state(Call call, KernelThread thread) {
        var running = call.kernel().processors().stream()
                .filter(processor -> processor.currentThread() == thread.address())
                .findFirst();
        if (running.isPresent()) {
            return "RUNNING on processor " + Integer.toHexString(running.get().number());
        }
        return thread.state().equals("WAIT") ? "WAIT: (" + thread.waitReason() + ")" : thread.state();
    }

    private static void place(Call call, String label, long address) {
        if (address != 0) {
            var code = call.locate(address);
            call.text(label);
            if (code.module() == null) {
                call.text("0x").code(address).end();
            } else {
                call.symbol(code).text(" (0x").code(address).line(")");
            }
        }
    }

    private static String callbackStack(Call call, KernelThread thread) {
        try {
            var kthread = Struct.at(call.space()::bytes, call.kernel().types(), "_KTHREAD", thread.address());
            return Long.toHexString(kthread.get("CallbackStack"));
        } catch (MalformedFileException e) {
            return "?";
        }
    }

    /// Length of a clock tick in units of 100 ns, as this kernel has it; empty if it cannot be told.
    private static OptionalLong increment(Call call) {
        return call.kernel()
                .modules()
                .kernel()
                .flatMap(kernel -> kernel.symbols()
                        .table()
                        .named("KeMaximumIncrement")
                        .map(symbol -> call.space().value(kernel.base() + symbol.rva(), 4)))
                .orElse(OptionalLong.empty());
    }

    private static String time(long ticks, OptionalLong increment) {
        if (increment.orElse(0) == 0) {
            return ticks + " ticks";
        }
        long milliseconds = ticks * increment.getAsLong() / 10_000;
        return String.format(
                "%02d:%02d:%02d.%03d",
                milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds / 1000 % 60, milliseconds % 1000);
    }

    private static void stack(Call call, KernelThread thread) {
        var analysis = call.context().analysis();
        var frames = frames(call, thread);
        if (frames.isEmpty()) {
            call.line("The stack of a thread that does not run is not walked; dps shows it:");
            call.link(
                            "dps 0x" + Hex.word(thread.stack().saved()),
                            "dps 0x" + Hex.word(thread.stack().saved()))
                    .end();
            return;
        }
        var rows = new StackRows(call, new StackOptions("b", null, 0x100));
        rows.header();
        rows.rows(frames);
        if (analysis.thread()
                .filter(crashed -> crashed.address() == thread.address())
                .isPresent()) {
            call.link("kr", "kr").line(" shows the rebuilt stack");
        }
    }

    private static List<Frame> frames(Call call, KernelThread thread) {
        var analysis = call.context().analysis();
        if (analysis.thread()
                .filter(crashed -> crashed.address() == thread.address())
                .isPresent()) {
            return analysis.debuggerStack().frames();
        }
        return call.kernel().processors().stream()
                .filter(processor -> processor.currentThread() == thread.address())
                .findFirst()
                .map(processor ->
                        DebuggerWalk.of(call.kernel(), processor.context()).frames())
                .orElse(List.of());
    }
}
