package dev.gotstack.disasm;

import java.util.List;
import java.util.Objects;

/// Decodes x86 instructions. It has no state, so one decoder serves any number of threads.
public final class Decoder {
    /// The longest instruction the processor accepts.
    public static final int MAX_LENGTH = 15;

    /// Decodes the instruction at `offset`. Bytes that are no known instruction, that make one longer than 15 bytes, or
    /// that go on past what is available, give an instruction of length 1 with [Mnemonic#INVALID].
    ///
    /// @param available how many bytes may be read from `offset` on, at least 1
    /// @throws IndexOutOfBoundsException when `available` is not positive or leaves the array
    public Instruction decode(byte[] code, int offset, int available, Mode mode) {
        Objects.checkFromIndexSize(offset, available, code.length);
        Objects.checkIndex(0, available);
        Instruction decoded = new Decoding(code, offset, Math.min(available, MAX_LENGTH), mode).decode();
        return decoded == null ? invalid(code, offset, mode) : decoded;
    }

    private static Instruction invalid(byte[] code, int offset, Mode mode) {
        return new Instruction(
                mode,
                Mnemonic.INVALID,
                Repeat.NONE,
                false,
                Math.min(mode.addressSize(), 4),
                mode.addressSize(),
                List.of(),
                Flow.STOP,
                InstructionBytes.of(code, offset, 1));
    }
}
