package dev.gotstack.disasm;

import java.util.Objects;

/// The 1 to 15 bytes of one instruction, as a value. The first byte is the lowest byte of `low`.
public record InstructionBytes(long low, long high, int length) {
    static InstructionBytes of(byte[] code, int offset, int length) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < length; i++) {
            long value = code[offset + i] & 0xFFL;
            if (i < 8) {
                low |= value << (8 * i);
            } else {
                high |= value << (8 * (i - 8));
            }
        }
        return new InstructionBytes(low, high, length);
    }

    /// The byte at `index`, 0 to 255.
    public int at(int index) {
        Objects.checkIndex(index, length);
        return (int) ((index < 8 ? low >>> (8 * index) : high >>> (8 * (index - 8))) & 0xFF);
    }

    public byte[] toArray() {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) at(i);
        }
        return bytes;
    }

    /// Lower-case hexadecimal without spaces, as WinDbg shows instruction bytes: `89550c`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(2 * length);
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(at(i) >> 4, 16)).append(Character.forDigit(at(i) & 15, 16));
        }
        return text.toString();
    }
}
