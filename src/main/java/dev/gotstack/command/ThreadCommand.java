package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Frame;
import dev.gotstack.windows.KernelThread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// `!thread`: a thread, its process and its stack.
final class ThreadCommand {
    private static final long WAIT_STATES = 2;
    private static final long SHOW_STACK = 4;
    private static final long NO_ARGUMENTS = 8;
    private static final long USUAL = WAIT_STATES | SHOW_STACK;

    private ThreadCommand() {}

    /// `!thread [-p] [-t] [address [flags]]`.
    static void show(Call call) {
        var options = call.arguments().replaceFirst("^((?:-[pt]\\s*)*).*$", "$1");
        var expression = new Expression(call.arguments().substring(options.length()), call.context());
        long wanted = expression.hasMore() ? expression.next() : -1;
        long flags = expression.hasMore() ? expression.next() : USUAL;
        expression.end();
        boolean current = wanted == -1 || wanted == 0;
        boolean byId = options.contains("-t") && !current;
        var thread = current
                ? call.context().runningThread()
                : byId ? withId(call, wanted) : call.kernel().thread(call.narrow(wanted));
        var found = thread.orElseThrow(() -> new CommandException(
                current
                        ? "The current thread cannot be read"
                        : call.hex(call.narrow(wanted)) + (byId ? " is no thread's id" : " is not a thread object")));
        if (options.contains("-p")) {
            found.process().ifPresent(process -> ProcessCommands.summary(call, process));
        }
        print(call, found, flags, "");
    }

    private static Optional<KernelThread> withId(Call call, long id) {
        return call.kernel().processes().stream()
                .flatMap(process -> call.kernel().threads(process).stream())
                .filter(thread -> thread.threadId() == id)
                .findFirst();
    }

    /// A thread as detailed as the flags say: 0 only its first line.
    static void print(Call call, KernelThread thread, long flags, String indent) {
        header(call, thread, indent);
        if ((flags & WAIT_STATES) == 0) {
            return;
        }
        details(call, thread, indent);
        if ((flags & SHOW_STACK) != 0) {
            stack(call, thread, (flags & NO_ARGUMENTS) == 0 ? "b" : "", indent);
        }
    }

    private static void header(Call call, KernelThread thread, String indent) {
        call.text(indent + "THREAD ").link(call.hex(thread.address()), "!thread " + call.literal(thread.address()));
        call.text(String.format(Locale.ROOT, "  Cid %04x.%04x  Teb: ", thread.processId(), thread.threadId()));
        call.memory(thread.teb()).text(" Win32Thread: ").memory(thread.win32Thread());
        call.line(" " + state(call, thread));
    }

    private static void details(Call call, KernelThread thread, String indent) {
        if (field(call, "_ETHREAD", thread, "ActiveImpersonationInfo").orElse(1) == 0) {
            call.line(indent + "Not impersonating");
        }
        var process = thread.process();
        call.text(indent + "Owning Process            ");
        if (process.isPresent()) {
            call.link(
                    call.hex(process.get().address()),
                    "!process " + call.literal(process.get().address()) + " 0");
            call.line("       Image:         " + process.get().imageName());
        } else {
            call.line(call.unknown() + "       Image:         unknown");
        }
        call.line(indent + "Wait Start TickCount      " + waited(call, thread));
        boolean large = field(call, "_KTHREAD", thread, "LargeStack").orElse(0) != 0;
        call.line(indent + "Context Switch Count      " + thread.contextSwitches()
                + (large ? "                   LargeStack" : ""));
        call.line(indent + "UserTime                  " + ThreadTimes.words(call, thread.userTime()));
        call.line(indent + "KernelTime                " + ThreadTimes.words(call, thread.kernelTime()));
        place(call, indent + "Win32 Start Address ", thread.win32StartAddress());
        place(call, indent + "Start Address ", thread.startAddress());
        limits(call, thread, indent);
    }

    private static void limits(Call call, KernelThread thread, String indent) {
        var stack = thread.stack();
        call.text(indent + "Stack Init ").memory(stack.initial()).text(" Current ");
        call.memory(stack.saved()).end();
        call.text(indent + "Base ").memory(stack.base()).text(" Limit ").memory(stack.limit());
        call.line(" Call "
                + field(call, "_KTHREAD", thread, "CallbackStack").stream()
                        .mapToObj(Long::toHexString)
                        .findFirst()
                        .orElse("?"));
        call.line(indent + "Priority " + thread.priority() + " BasePriority " + thread.basePriority()
                + field(call, "_KTHREAD", thread, "PriorityDecrement").stream()
                        .mapToObj(value -> " PriorityDecrement " + value)
                        .findFirst()
                        .orElse(""));
    }

    /// How long ago the thread began to wait, where the kernel's clock can be read.
    private static String waited(Call call, KernelThread thread) {
        var now = ThreadTimes.kernelVariable(call, "KeTickCount");
        if (now.isEmpty()) {
            return Long.toString(thread.waitTime());
        }
        long ticks = now.getAsLong() - thread.waitTime() & 0xffff_ffffL;
        var elapsed = ticks == 0 ? "" : ThreadTimes.elapsed(call, ticks);
        return String.format(Locale.ROOT, "%-15dTicks: %d%s", thread.waitTime(), ticks, elapsed);
    }

    /// A field that not every build's layout knows.
    static OptionalLong field(Call call, String type, KernelThread thread, String name) {
        try {
            var struct = Struct.at(call.space()::bytes, call.kernel().types(), type, thread.address());
            return struct.has(name) ? OptionalLong.of(struct.get(name)) : OptionalLong.empty();
        } catch (MalformedFileException e) {
            return OptionalLong.empty();
        }
    }

    /// What a thread does, in the debugger's words.
    static String state(Call call, KernelThread thread) {
        var running = call.kernel().processors().stream()
                .filter(processor -> processor.currentThread() == thread.address())
                .findFirst();
        if (running.isPresent()) {
            return "RUNNING on processor " + Integer.toHexString(running.get().number());
        }
        if (!thread.state().equals("WAIT")) {
            return thread.state();
        }
        var mode = field(call, "_KTHREAD", thread, "WaitMode");
        var alertable = field(call, "_KTHREAD", thread, "Alertable");
        return "WAIT: (" + thread.waitReason() + ")"
                + (mode.isEmpty() ? "" : mode.getAsLong() == 0 ? " KernelMode" : " UserMode")
                + (alertable.isEmpty() ? "" : alertable.getAsLong() == 0 ? " Non-Alertable" : " Alertable");
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

    private static void stack(Call call, KernelThread thread, String letters, String indent) {
        List<Frame> frames;
        try {
            frames = frames(call, thread);
        } catch (MalformedFileException e) {
            boolean resident =
                    field(call, "_KTHREAD", thread, "KernelStackResident").orElse(1) != 0;
            var text = resident ? "Kernel stack not in this dump." : "Kernel stack not resident.";
            call.text(indent).missing(text, thread.stack().saved()).end();
            return;
        }
        var rows = new StackRows(call, StackOptions.plain(letters), indent, false);
        rows.header();
        rows.rows(frames);
        if (isCrashed(call, thread)) {
            call.text(indent).link("kr", "kr").line(" shows the rebuilt stack");
        }
    }

    private static boolean isCrashed(Call call, KernelThread thread) {
        return call.context()
                .analysis()
                .thread()
                .filter(crashed -> crashed.address() == thread.address())
                .isPresent();
    }

    /// The stack of any thread as a debugger walks it.
    ///
    /// @throws MalformedFileException if the thread does not run and its stack is not in the dump
    static List<Frame> frames(Call call, KernelThread thread) {
        if (isCrashed(call, thread)) {
            return call.context().analysis().debuggerStack().frames();
        }
        return DebuggerWalk.of(call.kernel(), ContextCommands.registers(call, thread))
                .frames();
    }
}
