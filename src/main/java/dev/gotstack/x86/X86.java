package dev.gotstack.x86;

import dev.gotstack.disasm.Mode;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// 32-bit protected mode.
final class X86 implements Architecture {
    static final X86 INSTANCE = new X86();

    private static final long LOW = 0xffff_ffffL;
    private static final Map<String, String> CONTEXT = fields(
            "eax Eax",
            "ebx Ebx",
            "ecx Ecx",
            "edx Edx",
            "esi Esi",
            "edi Edi",
            "eip Eip",
            "esp Esp",
            "ebp Ebp",
            "cs SegCs",
            "ss SegSs",
            "ds SegDs",
            "es SegEs",
            "fs SegFs",
            "gs SegGs",
            "efl EFlags");

    private X86() {}

    /// Register and field pairs as a map that keeps their order.
    static Map<String, String> fields(String... pairs) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : pairs) {
            int space = pair.indexOf(' ');
            fields.put(pair.substring(0, space), pair.substring(space + 1));
        }
        return java.util.Collections.unmodifiableMap(fields);
    }

    @Override
    public int pointerSize() {
        return 4;
    }

    @Override
    public Mode mode() {
        return Mode.BITS32;
    }

    @Override
    public String instructionPointer() {
        return "eip";
    }

    @Override
    public String stackPointer() {
        return "esp";
    }

    @Override
    public String framePointer() {
        return "ebp";
    }

    @Override
    public List<String> general() {
        return List.of("eax", "ebx", "ecx", "edx", "esi", "edi");
    }

    @Override
    public List<List<String>> rows() {
        return List.of(general(), List.of("eip", "esp", "ebp", "iopl"));
    }

    @Override
    public Map<String, String> contextFields() {
        return CONTEXT;
    }

    /// Flags, code segment, return address, error code.
    @Override
    public int faultDelivery() {
        return 16;
    }

    @Override
    public long address(long value) {
        return value & LOW;
    }

    @Override
    public long extended(long value) {
        return value >>> 32 == 0 ? (int) value : value;
    }

    @Override
    public long unsigned(long value) {
        return (int) value == value ? value & LOW : value;
    }

    @Override
    public String hex(long value) {
        return HexFormat.of().toHexDigits(value, 8);
    }
}
