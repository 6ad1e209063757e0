package dev.gotstack.x86;

import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;

/// A 32-bit task-state segment: what the processor saved when it switched away from a task, or what was prepared for a
/// task that never switched out. Source: Intel SDM volume 3, "Task-State Segment"; field names are `_KTSS`'s.
///
/// @param address linear address of the segment
/// @param backlink selector of the task that was interrupted by this one; 0 if none
/// @param cr3 page directory base that a switch to this task loads. A switch away does not save it
/// @param registers general and segment registers, `eip` and `efl`
public record Tss(long address, int backlink, long esp0, int ss0, long cr3, int ldt, RegisterSet registers) {
    /// Bytes the processor itself uses.
    public static final int SIZE = 0x68;

    private static final String[][] REGISTERS = {
        {"eax", "Eax"}, {"ebx", "Ebx"}, {"ecx", "Ecx"}, {"edx", "Edx"}, {"esi", "Esi"}, {"edi", "Edi"},
        {"eip", "Eip"}, {"esp", "Esp"}, {"ebp", "Ebp"}, {"cs", "Cs"}, {"ss", "Ss"}, {"ds", "Ds"},
        {"es", "Es"}, {"fs", "Fs"}, {"gs", "Gs"}, {"efl", "EFlags"}
    };

    /// Reads the segment at `address`.
    ///
    /// @throws dev.gotstack.io.MalformedFileException if a part of it is missing
    public static Tss read(Struct.Bytes bytes, TypeSource types, long address) {
        var tss = Struct.at(bytes, types, "_KTSS", address);
        var registers = RegisterSet.none();
        for (var register : REGISTERS) {
            registers = registers.with(register[0], tss.get(register[1]));
        }
        return new Tss(
                address,
                (int) tss.get("Backlink"),
                tss.get("Esp0"),
                (int) tss.get("Ss0"),
                tss.get("CR3"),
                (int) tss.get("LDT"),
                registers);
    }

    /// The `_KTSS` field that holds a register, for derivations.
    public static String fieldOf(String register) {
        for (var pair : REGISTERS) {
            if (pair[0].equals(register)) {
                return pair[1];
            }
        }
        throw new IllegalArgumentException(register + " is not in a TSS");
    }
}
