package dev.gotstack.x86;

import dev.gotstack.disasm.Mode;
import java.util.List;
import java.util.Map;

/// What differs between the processor's 32-bit and its 64-bit mode: names, widths and addresses.
public sealed interface Architecture permits X86, X64 {

    /// The architecture of pointers of 4 or 8 bytes.
    static Architecture of(int pointerSize) {
        return pointerSize == 8 ? X64.INSTANCE : X86.INSTANCE;
    }

    /// 4 or 8.
    int pointerSize();

    /// How its instructions are decoded.
    Mode mode();

    /// `eip` or `rip`.
    String instructionPointer();

    /// `esp` or `rsp`.
    String stackPointer();

    /// `ebp` or `rbp`.
    String framePointer();

    /// General registers in the order in which a debugger prints them, without the three pointers.
    List<String> general();

    /// The lines in which a debugger prints a context's registers; `iopl` stands for the flags in words.
    List<List<String>> rows();

    /// Registers that context records hold, and the field of `_CONTEXT` for each.
    Map<String, String> contextFields();

    /// Bytes the processor pushes to deliver a fault within the kernel, from the highest address it may push at.
    int faultDelivery();

    /// An address of this width, whatever an expression has left above it.
    long address(long value);

    /// A value as the debugger's evaluator keeps it: sign-extended from 32 bits where those are the address's width.
    long extended(long value);

    /// A value of the evaluator as the unsigned number that it stands for.
    long unsigned(long value);

    /// An address with all its digits, as a debugger writes it: `b8ae5fe0`; ``fffff803`7a483d08``.
    String hex(long value);

    /// The same as a number that can be typed: `0xb8ae5fe0`, `0xfffff8037a483d08`.
    default String literal(long value) {
        return "0x" + hex(value).replace("`", "");
    }

    /// What stands in place of an address that is unknown, as wide as one.
    default String unknown() {
        return hex(0).replace('0', '?');
    }
}
