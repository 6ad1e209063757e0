package dev.gotstack.stack;

import dev.gotstack.layout.TypeSource;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.TrapFrame;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where reconstruction starts. If a trap handler was caught while it built its trap frame, perhaps across the end of
/// the stack, the frame's readable half still holds the context of the code it interrupted.
///
/// Source: the order in which kernel-mode trap entries of 32-bit Windows push registers, and the processor's own
/// pushes.
final class StartPoint {
    private static final int USER_DATA = 0x23;
    private static final int KERNEL_FS = 0x30;
    private static final int USER_FS = 0x3b;

    private final CodeView code;
    private final TypeSource types;
    private final KernelStack stack;

    StartPoint(CodeView code, TypeSource types, KernelStack stack) {
        this.code = code;
        this.types = types;
        this.stack = stack;
    }

    /// A trap frame under construction, with what proves it.
    record HalfBuilt(TrapFrame frame, List<Phrase> proof) {}

    /// The trap frame that the code of these registers was building, if it was.
    Optional<HalfBuilt> halfBuilt(RegisterSet registers) {
        var candidates = List.of(registers.framePointer(), registers.stackPointer());
        for (long address : candidates) {
            // Built just below or across the limit: its upper end must lie on the stack.
            if (address % 4 == 0 && stack.contains(address + TrapFrame.SAME_RING_SIZE - 4)) {
                var frame = TrapFrame.read(code.space()::bytes, types, address);
                var proof = proof(frame, registers);
                if (!proof.isEmpty()) {
                    return Optional.of(new HalfBuilt(frame, proof));
                }
            }
        }
        return Optional.empty();
    }

    /// What proves a trap frame, in one line each; empty if it is none.
    private List<Phrase> proof(TrapFrame frame, RegisterSet registers) {
        if (!frame.isPlausible() || !code.isCode(frame.get("Eip").orElse(0))) {
            return List.of();
        }
        var proof = new ArrayList<Phrase>();
        int selectors = 0;
        selectors += selector(frame, "SegDs", USER_DATA, proof);
        selectors += selector(frame, "SegEs", USER_DATA, proof);
        selectors += selector(frame, "SegFs", frame.fromUserMode() ? USER_FS : KERNEL_FS, proof);
        if (selectors < 2) {
            return List.of();
        }
        proof.add(Phrase.of(
                "evidence.pushed",
                hex(frame.get("SegCs").orElse(0)),
                hex(frame.get("EFlags").orElse(0))));
        same(frame, "Eip", "edi", registers, proof);
        same(frame, "Ebp", "ebx", registers, proof);
        if (!frame.missing().isEmpty()) {
            proof.add(Phrase.of(
                    "evidence.on-guard-page",
                    frame.missing().getFirst(),
                    frame.missing().getLast()));
        }
        return proof;
    }

    private static int selector(TrapFrame frame, String field, int expected, List<Phrase> proof) {
        var value = frame.get(field);
        if (value.isEmpty() || (value.getAsLong() & 0xffff) != expected) {
            return 0;
        }
        proof.add(Phrase.of("evidence.field-is", field, hex(expected)));
        return 1;
    }

    private static void same(
            TrapFrame frame, String field, String register, RegisterSet registers, List<Phrase> proof) {
        var inFrame = frame.get(field);
        var inRegister = registers.get(register);
        if (inFrame.isPresent() && inRegister.isPresent() && inFrame.getAsLong() == inRegister.getAsLong()) {
            proof.add(Phrase.of("evidence.register-holds", register, field, hex(inFrame.getAsLong())));
        }
    }

    private static String hex(long value) {
        return Long.toHexString(value);
    }
}
