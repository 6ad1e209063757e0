package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import java.util.Optional;
import java.util.OptionalLong;

/// The registers from which a walk may start at a slot that holds a return address: those of the caller when the call
/// returns.
///
/// @param framePointer 0 where nothing tells
public record WalkStart(long framePointer, long stackPointer, long instructionPointer) {
    private static final int WORD = 4;

    /// The start at a slot; empty if it holds no return address.
    ///
    /// @param calls frames that are known: one that returns by this slot tells its caller's registers
    public static Optional<WalkStart> at(Kernel kernel, KernelStack stack, CallStack calls, long slot) {
        var known = known(calls, slot);
        if (known.isPresent()) {
            return known;
        }
        var code = new CodeView(kernel.space(), kernel.modules());
        var target = kernel.space().pointer(slot);
        if (!stack.contains(slot) || target.isEmpty() || !code.followsCall(target.getAsLong())) {
            return Optional.empty();
        }
        if (kernel.architecture().pointerSize() != WORD) {
            // 64-bit callees remove nothing, and unwind data finds what they saved.
            return Optional.of(new WalkStart(0, slot + kernel.architecture().pointerSize(), target.getAsLong()));
        }
        long stackPointer = slot + WORD + popped(code, target.getAsLong());
        return Optional.of(new WalkStart(framePointer(code, stack, slot), stackPointer, target.getAsLong()));
    }

    /// The start at a frame.
    public static WalkStart of(Frame frame) {
        return new WalkStart(
                frame.framePointer(), frame.stackPointer(), frame.code().address());
    }

    private static Optional<WalkStart> known(CallStack calls, long slot) {
        var frames = calls.frames();
        for (int i = 0; i + 1 < frames.size(); i++) {
            var frame = frames.get(i);
            if (frame.kind() == Frame.Kind.CALL && frame.returnSlot().equals(OptionalLong.of(slot))) {
                return Optional.of(of(frames.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    /// Bytes of arguments that the callee removes, if all its returns remove as many.
    private static long popped(CodeView code, long returnAddress) {
        var callee = code.calleeOf(returnAddress);
        var pops = callee.isPresent() ? new Callees(code).pops(callee.getAsLong()) : null;
        return pops != null && pops.size() == 1 ? pops.iterator().next() : 0;
    }

    /// The word below the slot, if it can be a saved frame pointer: it leads up the stack, to a word with a return
    /// address above it.
    private static long framePointer(CodeView code, KernelStack stack, long slot) {
        long saved = code.space().value(slot - WORD, WORD).orElse(0);
        boolean up = saved > slot && saved % WORD == 0 && stack.contains(saved + WORD);
        return up && code.followsCall(code.space().value(saved + WORD, WORD).orElse(0)) ? saved : 0;
    }
}
