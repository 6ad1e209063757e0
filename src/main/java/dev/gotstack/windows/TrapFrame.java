package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.MissingMemoryException;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// A `_KTRAP_FRAME`: the registers of the code that a trap interrupted. On a stack that ran out it may lie half on the
/// guard page; the fields that can be read are kept, the others named.
///
/// @param address linear address of its first byte
/// @param values fields that could be read
/// @param missing fields whose memory is missing
public record TrapFrame(long address, Map<String, Long> values, List<String> missing) {
    /// Bytes of a frame without change of privilege level: the processor pushes no stack pointer.
    public static final int SAME_RING_SIZE = 0x74;
    /// Bytes of a frame that came from user mode.
    public static final int FROM_USER_SIZE = 0x7c;
    /// What handlers write into `DbgArgMark`.
    public static final long MARK = 0xbadb0d00L;

    private static final String[][] REGISTERS = {
        {"eax", "Eax"}, {"ebx", "Ebx"}, {"ecx", "Ecx"}, {"edx", "Edx"}, {"esi", "Esi"}, {"edi", "Edi"},
        {"eip", "Eip"}, {"ebp", "Ebp"}, {"cs", "SegCs"}, {"ds", "SegDs"}, {"es", "SegEs"}, {"fs", "SegFs"},
        {"gs", "SegGs"}, {"efl", "EFlags"}
    };

    /// Reads what can be read of the frame at `address`.
    public static TrapFrame read(Struct.Bytes bytes, TypeSource types, long address) {
        var frame = Struct.at(bytes, types, "_KTRAP_FRAME", address);
        var values = new LinkedHashMap<String, Long>();
        var missing = new ArrayList<String>();
        for (var field : frame.layout().fields()) {
            try {
                values.put(field.name(), frame.get(field.name()));
            } catch (MissingMemoryException e) {
                missing.add(field.name());
            } catch (MalformedFileException e) {
                // Not an integer field in this kernel's own layout: nothing the walk needs.
                continue;
            }
        }
        return new TrapFrame(address, values, missing);
    }

    public OptionalLong get(String field) {
        var value = values.get(field);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /// The fields the processor pushed are all there.
    public boolean hasContext() {
        return get("Ebp").isPresent()
                && get("Eip").isPresent()
                && get("SegCs").isPresent()
                && get("EFlags").isPresent();
    }

    /// Whether selectors and flags look like those of a trap: a flat code selector, the always-set flag bit 1.
    public boolean isPlausible() {
        if (!hasContext()) {
            return false;
        }
        long cs = get("SegCs").orElse(0) & 0xffff;
        long flags = get("EFlags").orElse(0);
        return (cs == 0x8 || cs == 0x1b) && (flags & 2) == 2 && flags >>> 22 == 0;
    }

    public boolean fromUserMode() {
        return (get("SegCs").orElse(0) & 1) == 1;
    }

    /// The interrupted code's stack pointer: right above the frame, or what the processor pushed on a ring change.
    public long interruptedStackPointer() {
        return fromUserMode() ? get("HardwareEsp").orElse(0) : address + SAME_RING_SIZE;
    }

    /// Bytes of the frame on the stack.
    public int size() {
        return fromUserMode() ? FROM_USER_SIZE : SAME_RING_SIZE;
    }

    /// Registers of the interrupted code, as far as they are known.
    public RegisterSet registers() {
        var registers = RegisterSet.none();
        for (var pair : REGISTERS) {
            var value = get(pair[1]);
            if (value.isPresent()) {
                boolean selector = pair[1].startsWith("Seg");
                registers = registers.with(pair[0], selector ? value.getAsLong() & 0xffff : value.getAsLong());
            }
        }
        registers = registers.with("esp", interruptedStackPointer());
        return fromUserMode()
                ? registers.with("ss", get("HardwareSegSs").orElse(0) & 0xffff)
                : registers.with("ss", 0x10);
    }
}
