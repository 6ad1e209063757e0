package dev.gotstack.windows;

import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.x86.RegisterSet;

/// What a thread leaves on its stack when it is switched away: a `_KSWITCHFRAME`, above it the frame pointer of the
/// code that gave the processor up. Other registers are lost, or lie where only that code knows.
///
/// Source: `_KSWITCHFRAME` of the public symbols; the saved frame pointer above it is where the scheduler's code puts
/// it from Windows 2000 to Windows 10.
///
/// @param address where it lies: the thread's saved stack pointer
/// @param registers `eip`, `esp` and `ebp` of the code that goes on when the thread runs again, and the selectors all
///     kernel code runs with
public record SwitchFrame(long address, RegisterSet registers) {
    private static final String[][] SELECTORS = {
        {"cs", "8"}, {"ss", "10"}, {"ds", "23"}, {"es", "23"}, {"fs", "30"}, {"gs", "0"}
    };

    /// @throws dev.gotstack.io.MalformedFileException if a part of it is missing
    public static SwitchFrame read(Struct.Bytes bytes, TypeSource types, long address) {
        var frame = Struct.at(bytes, types, "_KSWITCHFRAME", address);
        long above = address + frame.layout().size();
        var pointer = Struct.at(bytes, types, "_LIST_ENTRY", above);
        var registers = RegisterSet.none()
                .with("eip", frame.get("RetAddr"))
                .with("esp", above)
                .with("ebp", pointer.get("Flink"));
        for (var selector : SELECTORS) {
            registers = registers.with(selector[0], Long.parseLong(selector[1], 16));
        }
        return new SwitchFrame(address, registers);
    }
}
