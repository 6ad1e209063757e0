package dev.gotstack.stack;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.TrapFrame;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The stack as a debugger shows it: the chain of saved frame pointers from a context, through trap frames of trap
/// handlers and through the task gate of a running handler task. It ends where a debugger's walk ends, with the reason.
public final class DebuggerWalk {
    private static final int MOST_FRAMES = 1024;
    private static final int ARGUMENTS = 3;
    private static final Pattern TRAP_HANDLER = Pattern.compile("_?KiTrap[0-9A-F]{2}");

    private final Kernel kernel;
    private final AddressSpace space;
    private final List<Frame> frames = new ArrayList<>();

    private DebuggerWalk(Kernel kernel) {
        this.kernel = kernel;
        this.space = kernel.space();
    }

    /// The walk from a context.
    public static CallStack of(Kernel kernel, RegisterSet registers) {
        if (kernel.architecture().pointerSize() == 8) {
            return WideDebuggerWalk.of(kernel, registers);
        }
        var walk = new DebuggerWalk(kernel);
        var stop = walk.from(registers);
        return new CallStack(List.copyOf(walk.frames), stop, walk.reachedUser);
    }

    /// The walk from a task state. A running task that was entered through a task gate has one frame of its own; the
    /// walk goes on in the task it interrupted.
    public static CallStack of(Kernel kernel, TaskState task, List<TaskState> tasks) {
        var walk = new DebuggerWalk(kernel);
        Optional<TaskState> at = Optional.of(task);
        var stop = Phrase.NONE;
        int links = 0;
        while (at.isPresent() && links++ <= tasks.size()) {
            var current = at.get();
            Optional<TaskState> previous = current.role() == TaskState.Role.CURRENT
                    ? tasks.stream()
                            .filter(other -> other.selector() == (current.backlink() & ~7))
                            .findFirst()
                    : Optional.empty();
            if (previous.isPresent()) {
                walk.addTaskGate(current);
            } else {
                stop = walk.from(current.registers());
            }
            at = previous;
        }
        return new CallStack(List.copyOf(walk.frames), stop, walk.reachedUser);
    }

    private boolean reachedUser;

    private void addTaskGate(TaskState task) {
        var registers = task.registers();
        frames.add(new Frame(
                Frame.Kind.TRAP,
                kernel.modules().locate(registers.instructionPointer()),
                registers.stackPointer(),
                registers.framePointer(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new long[0],
                registers,
                Evidence.of(Trust.CONTEXT, Evidence.Method.TASK_GATE)));
    }

    private Phrase from(RegisterSet start) {
        long eip = start.instructionPointer();
        long ebp = start.framePointer();
        long esp = start.stackPointer();
        var code = kernel.modules().locate(eip);
        var evidence = Evidence.of(Trust.CONTEXT, Evidence.Method.CONTEXT);
        while (frames.size() < MOST_FRAMES) {
            var trap = trapFrame(code, ebp);
            if (trap.isPresent()) {
                frames.add(trapHandler(code, esp, ebp, trap.get()));
                if (trap.get().fromUserMode()) {
                    reachedUser = true;
                    return Phrase.of("stop.from-user");
                }
                eip = trap.get().get("Eip").orElse(0);
                esp = trap.get().interruptedStackPointer();
                ebp = trap.get().get("Ebp").orElse(0);
                code = kernel.modules().locate(eip);
                evidence = Evidence.of(Trust.STRONG, Evidence.Method.TRAP_FRAME);
                continue;
            }
            var caller = space.value(ebp, 4);
            var target = space.value(ebp + 4, 4);
            frames.add(linked(code, esp, ebp, target, evidence));
            if (caller.isEmpty() || target.isEmpty()) {
                return unreadable(ebp);
            }
            if (!kernel.modules().isCode(target.getAsLong())) {
                return Phrase.of("stop.no-module", Long.toHexString(target.getAsLong()));
            }
            if (caller.getAsLong() <= ebp) {
                return Phrase.of("stop.not-up", Long.toHexString(caller.getAsLong()));
            }
            esp = ebp + 8;
            ebp = caller.getAsLong();
            code = kernel.modules().locateReturn(target.getAsLong());
            evidence = Evidence.of(Trust.LIKELY, Evidence.Method.FRAME_POINTER);
        }
        return Phrase.of("stop.too-many", MOST_FRAMES);
    }

    private Phrase unreadable(long ebp) {
        var pointer = Long.toHexString(ebp);
        if (kernel.guardPageAt(ebp).isPresent()) {
            return Phrase.of("stop.guard-page", pointer);
        }
        return space.hole(ebp)
                .or(() -> space.hole(ebp + 4))
                .map(found ->
                        Phrase.of("stop.missing-memory", pointer, found.reason().words()))
                .orElseGet(() -> Phrase.of("stop.unknown-memory", pointer));
    }

    /// The trap frame of a trap handler, which keeps it where its frame pointer points.
    private Optional<TrapFrame> trapFrame(CodeAddress code, long ebp) {
        boolean marked = space.value(ebp + 8, 4).orElse(0) == TrapFrame.MARK;
        if (!marked && !isTrapHandler(code)) {
            return Optional.empty();
        }
        var frame = TrapFrame.read(space::bytes, kernel.types(), ebp);
        return frame.missing().isEmpty() && frame.isPlausible() ? Optional.of(frame) : Optional.empty();
    }

    /// Whether an address lies in a trap handler, by its name.
    public static boolean isTrapHandler(CodeAddress code) {
        return TRAP_HANDLER.matcher(code.symbolName()).matches();
    }

    private Frame trapHandler(CodeAddress code, long esp, long ebp, TrapFrame trap) {
        return new Frame(
                trap.fromUserMode() ? Frame.Kind.ENTRY : Frame.Kind.TRAP,
                code,
                esp,
                ebp,
                OptionalLong.empty(),
                trap.get("Eip"),
                OptionalLong.of(trap.address()),
                arguments(ebp),
                RegisterSet.none().with("eip", code.address()).with("esp", esp).with("ebp", ebp),
                Evidence.of(Trust.STRONG, Evidence.Method.TRAP_FRAME));
    }

    private Frame linked(CodeAddress code, long esp, long ebp, OptionalLong target, Evidence evidence) {
        return new Frame(
                Frame.Kind.CALL,
                code,
                esp,
                ebp,
                target.isPresent() ? OptionalLong.of(ebp + 4) : OptionalLong.empty(),
                target,
                OptionalLong.empty(),
                arguments(ebp),
                RegisterSet.none().with("eip", code.address()).with("esp", esp).with("ebp", ebp),
                evidence);
    }

    private long[] arguments(long ebp) {
        var words = new long[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            var word = space.value(ebp + 8 + 4L * i, 4);
            if (word.isEmpty()) {
                return Arrays.copyOf(words, i);
            }
            words[i] = word.getAsLong();
        }
        return words;
    }
}
