package dev.gotstack.windows;

import dev.gotstack.layout.Struct;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.RegisterSet;
import java.util.LinkedHashMap;

/// Reads a `_CONTEXT`, whether in a dump's header or in memory.
public final class ContextRecord {
    private ContextRecord() {}

    /// @throws dev.gotstack.io.MalformedFileException if a part of it is missing
    public static RegisterSet read(Struct context, Architecture architecture) {
        var registers = new LinkedHashMap<String, Long>();
        architecture.contextFields().forEach((name, field) -> {
            long value = context.get(field);
            registers.put(name, field.startsWith("Seg") ? value & 0xffff : value);
        });
        return RegisterSet.of(registers);
    }
}
