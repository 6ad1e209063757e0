package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.RegisterSet;
import java.util.Optional;
import java.util.OptionalLong;

/// What a 64-bit processor pushes when it enters a handler: where the interrupted code was and where its stack was.
/// Some exceptions have an error code right below.
///
/// @param address of the saved `rip`
public record MachineFrame(long address, long rip, int cs, long flags, long rsp, int ss) {
    private static final BuiltInTypes TYPES = BuiltInTypes.load("x64-processor");
    private static final int KERNEL_CODE = 0x10;
    private static final int USER_CODE = 0x33;
    private static final int USER_CODE_32 = 0x23;
    /// Bits of RFLAGS that are always clear: 3, 5, 15 and all above 21.
    private static final long NEVER = ~0x3f_ffffL | 0x8028;

    /// Bytes the processor pushes, without an error code.
    public static final int SIZE = 0x28;

    /// Reads the frame at `address`; empty if a part of it is missing.
    public static Optional<MachineFrame> read(AddressSpace space, long address) {
        try {
            var frame = Struct.at(space::bytes, TYPES, "MACHINE_FRAME", address);
            return Optional.of(new MachineFrame(
                    address, frame.get("Rip"), (int) frame.get("SegCs"), frame.get("EFlags"), frame.get("Rsp"), (int)
                            frame.get("SegSs")));
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    /// Whether it came from user mode.
    public boolean fromUserMode() {
        return (cs & 3) == 3;
    }

    /// Whether selectors, flags and addresses are such as the processor pushes, and code lies where it came from. The
    /// stack selector may be null: the processor clears it in some cases.
    public boolean isPlausible(Modules modules) {
        boolean selectors = cs == KERNEL_CODE || cs == USER_CODE || cs == USER_CODE_32;
        boolean stack = rsp % 4 == 0 && rsp != 0 && fromUserMode() == rsp > 0;
        boolean code = fromUserMode() ? rip > 0 : modules.isCode(rip);
        return selectors && (flags & 2) == 2 && (flags & NEVER) == 0 && stack && code;
    }

    /// Where the trap frame lies of which Windows' handlers make it the end.
    public long trapFrame() {
        return address - TrapFrame.RIP_64;
    }

    /// What the frame itself says, and the `rbp` that all of Windows' handlers save below the error code's place.
    public RegisterSet registers(AddressSpace space) {
        var registers = RegisterSet.none().with("rip", rip).with("rsp", rsp);
        OptionalLong saved = space.pointer(trapFrame() + TrapFrame.RBP_64);
        if (saved.isPresent()) {
            registers = registers.with("rbp", saved.getAsLong());
        }
        return registers.with("cs", cs).with("ss", ss).with("efl", flags);
    }
}
