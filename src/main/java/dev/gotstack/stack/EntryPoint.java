package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place where a stack's activity began: how the thread entered the kernel, or what interrupted it there.
///
/// @param frame index of the first (oldest) frame that belongs to it
/// @param what the function that tells, as a debugger names it: the system service, the worker's routine, the
///     interrupt's handler; empty where no name is known
public record EntryPoint(Kind kind, int frame, String what) {
    /// A symbol that lies farther off is not the function's own name.
    private static final long NEAR = 0x4000;

    /// How code comes to run on a kernel stack.
    public enum Kind {
        SYSTEM_CALL("entry.system-call"),
        USER_TRAP("entry.user-trap"),
        USER_INTERRUPT("entry.user-interrupt"),
        FROM_USER("entry.from-user"),
        CALLBACK("entry.callback"),
        USER_THREAD("entry.user-thread"),
        SYSTEM_THREAD("entry.system-thread"),
        WORKER("entry.worker"),
        DPC("entry.dpc"),
        INTERRUPT("entry.interrupt"),
        APC("entry.apc"),
        TRAP("entry.trap"),
        IDLE("entry.idle");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public Phrase words() {
            return Phrase.of(text);
        }

        /// Whether a thread's life on this stack may begin so; the others interrupt what is there.
        boolean begins() {
            return ordinal() <= WORKER.ordinal() || this == IDLE;
        }
    }

    /// A kernel function by which an activity begins. The function it calls says what for.
    ///
    /// @param skip functions of the kernel between it and the one that matters
    private record Sign(Kind kind, Pattern name, Pattern skip) {
        static Sign of(Kind kind, String name) {
            return of(kind, name, "(?!)");
        }

        static Sign of(Kind kind, String name, String skip) {
            return new Sign(kind, Pattern.compile(name), Pattern.compile(skip));
        }
    }

    private static final List<Sign> SIGNS = List.of(
            Sign.of(Kind.WORKER, "ExpWorkerThread", "(IopProcessWorkItem|ExpWorkerThread|ExpWorkQueue.*)"),
            Sign.of(Kind.SYSTEM_THREAD, "PspSystemThreadStartup", "(PspSystemThreadStartup)"),
            Sign.of(Kind.USER_THREAD, "PspUserThreadStartup"),
            Sign.of(Kind.IDLE, "KiIdleLoop"),
            Sign.of(
                    Kind.DPC,
                    "(KiRetireDpcList|KiExecuteAllDpcs|KiExecuteDpc|KiDispatchInterrupt)",
                    "(KiRetireDpcList|KiExecuteAllDpcs|KiExecuteDpc|KiTimerExpiration|KiTimerListExpire"
                            + "|KiExpireTimer.*|KiProcessExpiredTimer.*)"),
            Sign.of(
                    Kind.INTERRUPT,
                    "(KiInterruptDispatch|KiChainedDispatch|KiChainedDispatch2ndLvl|KiFloatingDispatch"
                            + "|KiInterruptMessageDispatch|HalpClockInterrupt.*|HalpHpetClockInterrupt.*)",
                    "(KiChainedDispatch2ndLvl|KiInterruptMessageDispatch)"),
            Sign.of(Kind.APC, "KiDeliverApc"),
            Sign.of(Kind.TRAP, "KiTrap[0-9A-F]{2}|KiDebugService|KiRaiseAssertion|KiGetTickCount"));

    private static final Pattern SERVICE_ENTRY = Pattern.compile("KiSystemService.*|KiFastCallEntry.*");
    private static final Pattern TRAP_ENTRY = Pattern.compile("KiTrap[0-9A-F]{2}|KiDebugService|KiRaiseAssertion");
    private static final Pattern INTERRUPT_ENTRY =
            Pattern.compile("KiInterruptTemplate|KiUnexpectedInterrupt.*|Halp.*Interrupt.*|KiExceptionExit");
    private static final Pattern SERVICE = Pattern.compile("(Nt|Zw)[A-Z].*");

    /// In words: `System call nt!NtReadFile`.
    public Phrase text() {
        return what.isEmpty() ? kind.words() : Phrase.of("entry.what", kind.words(), what);
    }

    /// How the thread entered the kernel; empty if the frames do not tell.
    public static Optional<EntryPoint> of(List<Frame> frames) {
        var all = all(frames);
        return all.isEmpty() || !all.getLast().kind().begins() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Every such place, newest first.
    ///
    /// @param frames newest first
    public static List<EntryPoint> all(List<Frame> frames) {
        var found = new ArrayList<EntryPoint>();
        for (int i = 0; i < frames.size(); i++) {
            var frame = frames.get(i);
            if (frame.kind() == Frame.Kind.ENTRY) {
                found.add(fromUser(frames, i));
            } else {
                add(sign(frames, i), found);
            }
        }
        return List.copyOf(found);
    }

    /// One that was called by another of its kind, or a trap handler that dispatches an interrupt, is the same place.
    private static void add(Optional<EntryPoint> next, List<EntryPoint> found) {
        if (next.isEmpty()) {
            return;
        }
        boolean same = !found.isEmpty()
                && found.getLast().kind() == next.get().kind()
                && found.getLast().what().equals(next.get().what())
                && found.getLast().frame() >= next.get().frame() - 2;
        if (same) {
            found.removeLast();
        }
        boolean worker = !found.isEmpty()
                && found.getLast().kind() == Kind.WORKER
                && next.get().kind() == Kind.SYSTEM_THREAD;
        if (!worker) {
            found.add(next.get());
        }
    }

    private static Optional<EntryPoint> sign(List<Frame> frames, int index) {
        var name = kernelName(frames.get(index));
        return SIGNS.stream()
                .filter(sign -> sign.name().matcher(name).matches())
                .findFirst()
                .map(sign -> new EntryPoint(sign.kind(), index, called(frames, index, sign)));
    }

    /// The function that was called for it. A trap is named by its own handler.
    private static String called(List<Frame> frames, int index, Sign sign) {
        if (sign.kind() == Kind.TRAP || sign.kind() == Kind.IDLE) {
            return sign.kind() == Kind.IDLE ? "" : frames.get(index).code().function();
        }
        int at = index - 1;
        while (at >= 0 && sign.skip().matcher(kernelName(frames.get(at))).matches()) {
            at--;
        }
        return at < 0 || frames.get(at).kind() != Frame.Kind.CALL
                ? ""
                : frames.get(at).code().function();
    }

    private static EntryPoint fromUser(List<Frame> frames, int index) {
        var frame = frames.get(index);
        if (frame.returnSlot().isPresent()) {
            return new EntryPoint(Kind.CALLBACK, index, service(frames, index));
        }
        var name = kernelName(frame);
        var own = frame.code().function();
        if (TRAP_ENTRY.matcher(name).matches()) {
            return new EntryPoint(Kind.USER_TRAP, index, own);
        }
        if (INTERRUPT_ENTRY.matcher(name).matches()) {
            return new EntryPoint(Kind.USER_INTERRUPT, index, own);
        }
        var service = service(frames, index);
        boolean call = SERVICE_ENTRY.matcher(name).matches() || isService(frames, index);
        return new EntryPoint(call ? Kind.SYSTEM_CALL : Kind.FROM_USER, index, service);
    }

    private static boolean isService(List<Frame> frames, int index) {
        return index > 0
                && SERVICE.matcher(plain(frames.get(index - 1))).matches()
                && frames.get(index - 1).code().offset() < NEAR;
    }

    private static String service(List<Frame> frames, int index) {
        return index > 0 && frames.get(index - 1).kind() == Frame.Kind.CALL
                ? frames.get(index - 1).code().function()
                : "";
    }

    /// The function's name if it is the kernel's or the hardware layer's; empty for others, whose names mean nothing
    /// here, and for names that are only the nearest export.
    private static String kernelName(Frame frame) {
        var code = frame.code();
        var module = code.moduleName().toLowerCase(Locale.ROOT);
        var symbols = code.module() == null ? null : code.module().symbols();
        boolean named = symbols != null && symbols.isComplete() || code.offset() < NEAR / 0x40;
        return named && (module.equals("nt") || module.startsWith("hal")) ? plain(frame) : "";
    }

    /// A symbol without what calling conventions put around it.
    private static String plain(Frame frame) {
        var name = frame.code().symbolName();
        int at = name.lastIndexOf('@');
        var head = at > 0 ? name.substring(0, at) : name;
        return head.startsWith("_") || head.startsWith("@") ? head.substring(1) : head;
    }
}
