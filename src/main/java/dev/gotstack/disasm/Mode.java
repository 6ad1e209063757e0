package dev.gotstack.disasm;

/// How the processor reads instruction bytes: the default operand and address size of the code segment.
public enum Mode {
    BITS16(2),
    BITS32(4),
    BITS64(8);

    private final int addressSize;

    Mode(int addressSize) {
        this.addressSize = addressSize;
    }

    /// Bytes of an address, a near pointer and the instruction pointer: 2, 4 or 8.
    public int addressSize() {
        return addressSize;
    }

    /// The stack pointer that push and call use: `sp`, `esp` or `rsp`.
    public Register stackPointer() {
        return Register.general(4, addressSize, true);
    }

    /// The frame pointer that `enter` and `leave` use: `bp`, `ebp` or `rbp`.
    public Register framePointer() {
        return Register.general(5, addressSize, true);
    }
}
