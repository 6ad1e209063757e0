package dev.gotstack.x86;

import dev.gotstack.disasm.Mode;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// 64-bit long mode.
final class X64 implements Architecture {
    static final X64 INSTANCE = new X64();

    private static final Map<String, String> CONTEXT = X86.fields(
            "rax Rax",
            "rbx Rbx",
            "rcx Rcx",
            "rdx Rdx",
            "rsi Rsi",
            "rdi Rdi",
            "rip Rip",
            "rsp Rsp",
            "rbp Rbp",
            "r8 R8",
            "r9 R9",
            "r10 R10",
            "r11 R11",
            "r12 R12",
            "r13 R13",
            "r14 R14",
            "r15 R15",
            "cs SegCs",
            "ss SegSs",
            "ds SegDs",
            "es SegEs",
            "fs SegFs",
            "gs SegGs",
            "efl EFlags");

    private X64() {}

    @Override
    public int pointerSize() {
        return 8;
    }

    @Override
    public Mode mode() {
        return Mode.BITS64;
    }

    @Override
    public String instructionPointer() {
        return "rip";
    }

    @Override
    public String stackPointer() {
        return "rsp";
    }

    @Override
    public String framePointer() {
        return "rbp";
    }

    @Override
    public List<String> general() {
        return List.of("rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15");
    }

    @Override
    public List<List<String>> rows() {
        return List.of(
                List.of("rax", "rbx", "rcx"),
                List.of("rdx", "rsi", "rdi"),
                List.of("rip", "rsp", "rbp"),
                List.of("r8", "r9", "r10"),
                List.of("r11", "r12", "r13"),
                List.of("r14", "r15"),
                List.of("iopl"));
    }

    @Override
    public Map<String, String> contextFields() {
        return CONTEXT;
    }

    /// Stack segment and pointer, flags, code segment, return address, error code, and up to 15 bytes of alignment.
    @Override
    public int faultDelivery() {
        return 63;
    }

    @Override
    public long address(long value) {
        return value;
    }

    @Override
    public long extended(long value) {
        return value;
    }

    @Override
    public long unsigned(long value) {
        return value;
    }

    @Override
    public String hex(long value) {
        var digits = HexFormat.of().toHexDigits(value);
        return digits.substring(0, 8) + "`" + digits.substring(8);
    }
}
