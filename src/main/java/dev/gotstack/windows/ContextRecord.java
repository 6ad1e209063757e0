package dev.gotstack.windows;

import dev.gotstack.layout.Struct;
import dev.gotstack.x86.RegisterSet;

/// Reads a `_CONTEXT`, whether in a dump's header or in memory.
public final class ContextRecord {
    private static final String[][] REGISTERS = {
        {"eax", "Eax"}, {"ebx", "Ebx"}, {"ecx", "Ecx"}, {"edx", "Edx"}, {"esi", "Esi"}, {"edi", "Edi"},
        {"eip", "Eip"}, {"esp", "Esp"}, {"ebp", "Ebp"}, {"cs", "SegCs"}, {"ss", "SegSs"}, {"ds", "SegDs"},
        {"es", "SegEs"}, {"fs", "SegFs"}, {"gs", "SegGs"}, {"efl", "EFlags"}
    };

    private ContextRecord() {}

    /// @throws dev.gotstack.io.MalformedFileException if a part of it is missing
    public static RegisterSet read(Struct context) {
        var registers = RegisterSet.none();
        for (var pair : REGISTERS) {
            long value = context.get(pair[1]);
            registers = registers.with(pair[0], pair[1].startsWith("Seg") ? value & 0xffff : value);
        }
        return registers;
    }
}
