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
    /// Bytes of a 32-bit frame without change of privilege level: the processor pushes no stack pointer.
    public static final int SAME_RING_SIZE = 0x74;
    /// Bytes of a 32-bit frame that came from user mode.
    public static final int FROM_USER_SIZE = 0x7c;
    /// From the start of a 64-bit frame to the `rip` that the processor pushed, and to the saved `rbp`.
    static final int RIP_64 = 0x168;

    static final int RBP_64 = 0x158;
    /// What handlers write into `DbgArgMark`.
    public static final long MARK = 0xbadb0d00L;

    private static final TrapFields NARROW = new TrapFields32();
    private static final TrapFields WIDE = new TrapFields64();

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

    private TrapFields fields() {
        return values.containsKey("Rip") || missing.contains("Rip") ? WIDE : NARROW;
    }

    /// The fields the processor pushed are all there.
    public boolean hasContext() {
        return fields().pushed().stream().allMatch(field -> get(field).isPresent());
    }

    /// Whether selectors and flags look like those of a trap: a flat code selector, the always-set flag bit 1.
    public boolean isPlausible() {
        return hasContext() && fields().isPlausible(this);
    }

    public boolean fromUserMode() {
        return (get("SegCs").orElse(0) & 1) == 1;
    }

    /// The interrupted code's stack pointer.
    public long interruptedStackPointer() {
        return fields().stackPointer(this);
    }

    /// Address of the instruction that was interrupted; 0 if unknown.
    public long instructionPointer() {
        return registers().instructionPointer();
    }

    /// The error code that the processor pushed or the handler put in its place.
    public OptionalLong errorCode() {
        var narrow = get("ErrCode");
        return narrow.isPresent() ? narrow : get("ErrorCode");
    }

    /// Bytes of the frame on the stack.
    public int size() {
        return fields().size(this);
    }

    /// Registers of the interrupted code, as far as they are known.
    public RegisterSet registers() {
        return fields().registers(this);
    }
}
