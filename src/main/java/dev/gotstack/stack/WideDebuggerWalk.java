package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RBP;

import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A 64-bit stack as a debugger shows it: by unwind data alone. Code without any counts as a leaf function, so a walk
/// that lost its way takes the next word.
final class WideDebuggerWalk {
    private static final int MOST_FRAMES = 1024;
    private static final int ARGUMENTS = 4;
    private static final int WORD = 8;

    private final Kernel kernel;
    private final WideUnwinder unwinder;
    private final TrapFrames trapFrames;
    private final List<Frame> frames = new ArrayList<>();

    private WideDebuggerWalk(Kernel kernel) {
        this.kernel = kernel;
        this.unwinder = new WideUnwinder(kernel);
        this.trapFrames = new TrapFrames(kernel);
    }

    static CallStack of(Kernel kernel, RegisterSet registers) {
        return new WideDebuggerWalk(kernel).from(WideRegisters.of(registers));
    }

    private CallStack from(WideRegisters start) {
        var at = start;
        boolean interrupted = true;
        var evidence = Evidence.of(Trust.CONTEXT, Evidence.Method.CONTEXT);
        while (frames.size() < MOST_FRAMES) {
            var way = unwinder.described(at, interrupted);
            var undone = way.isPresent() ? way : asLeaf(at);
            if (undone.isEmpty()) {
                frames.add(frame(Frame.Kind.CALL, at, interrupted, undone, OptionalLong.empty(), evidence));
                return stopped(Phrase.of("stop.stack-unreadable", Long.toHexString(at.rsp())), false);
            }
            var caller = undone.get().caller();
            var machine = caller.machineFrame();
            if (machine.isPresent()) {
                // Where the kernel switches stacks itself, selectors are whatever lay there.
                boolean user = machine.get().fromUserMode() && machine.get().isPlausible();
                long trapFrame = trapFrames.around(machine.get(), at.rsp());
                frames.add(frame(
                        user ? Frame.Kind.ENTRY : Frame.Kind.TRAP,
                        at,
                        interrupted,
                        Optional.empty(),
                        OptionalLong.of(trapFrame),
                        evidence));
                if (user) {
                    return stopped(Phrase.of("stop.from-user"), true);
                }
            } else {
                frames.add(frame(Frame.Kind.CALL, at, interrupted, undone, OptionalLong.empty(), evidence));
                if (caller.registers().rip() == 0) {
                    return stopped(Phrase.of("stop.return-to-zero"), false);
                }
                if (!kernel.modules().isCode(caller.registers().rip())) {
                    return stopped(
                            Phrase.of(
                                    "stop.no-module",
                                    Long.toHexString(caller.registers().rip())),
                            false);
                }
            }
            interrupted = machine.isPresent();
            at = caller.registers();
            evidence = Evidence.of(
                    way.isPresent() ? Trust.STRONG : Trust.WEAK, undone.get().method());
        }
        return stopped(Phrase.of("stop.too-many", MOST_FRAMES), false);
    }

    private CallStack stopped(Phrase why, boolean complete) {
        return new CallStack(List.copyOf(frames), why, complete);
    }

    private Optional<WideUnwinder.Way> asLeaf(WideRegisters at) {
        return UnwindCodes.undoReturn(at, unwinder.memory())
                .caller()
                .map(caller -> new WideUnwinder.Way(Evidence.Method.LEAF_FUNCTION, caller));
    }

    private Frame frame(
            Frame.Kind kind,
            WideRegisters at,
            boolean interrupted,
            Optional<WideUnwinder.Way> way,
            OptionalLong trapFrame,
            Evidence evidence) {
        var caller = way.map(WideUnwinder.Way::caller);
        return new Frame(
                kind,
                interrupted
                        ? kernel.modules().locate(at.rip())
                        : kernel.modules().locateReturn(at.rip()),
                at.rsp(),
                at.get(RBP),
                caller.stream().mapToLong(UnwindCodes.Caller::slot).findFirst(),
                caller.stream().mapToLong(found -> found.registers().rip()).findFirst(),
                trapFrame,
                caller.map(found -> unwinder.words(found.slot() + WORD, ARGUMENTS))
                        .orElse(new long[0]),
                at.named(),
                evidence);
    }
}
