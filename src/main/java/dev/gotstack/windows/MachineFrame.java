package dev.gotstack.windows;

import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.RegisterSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What a 64-bit processor pushes when it enters a handler: where the interrupted code was and where its stack was.
/// Some exceptions have an error code right below.
///
/// @param address of the saved `rip`
/// @param hasErrorCode whether an error code lies below it
public record MachineFrame(long address, boolean hasErrorCode, long rip, int cs, long flags, long rsp, int ss) {
    private static final BuiltInTypes TYPES = BuiltInTypes.load("x64-processor");
    private static final int WORD = 8;
    private static final int SELECTOR = 0xffff;
    private static final int KERNEL_CODE = 0x10;
    private static final int USER_CODE = 0x33;
    private static final int USER_CODE_32 = 0x23;
    /// Bits of RFLAGS that are always clear: 3, 5, 15 and all above 21.
    private static final long NEVER = ~0x3f_ffffL | 0x8028;

    /// Bytes the processor pushes, without an error code.
    public static final int SIZE = 0x28;

    /// Reads the frame at `address`; empty if a part of it is missing.
    public static Optional<MachineFrame> read(AddressSpace space, long address, boolean hasErrorCode) {
        return read(va -> space.value(va, WORD), address, hasErrorCode);
    }

    /// The same where memory is given word by word.
    public static Optional<MachineFrame> read(LongFunction<OptionalLong> memory, long address, boolean hasErrorCode) {
        var rip = word(memory, address, "Rip");
        var cs = word(memory, address, "SegCs");
        var flags = word(memory, address, "EFlags");
        var rsp = word(memory, address, "Rsp");
        var ss = word(memory, address, "SegSs");
        return rip.isPresent() && cs.isPresent() && flags.isPresent() && rsp.isPresent() && ss.isPresent()
                ? Optional.of(new MachineFrame(
                        address,
                        hasErrorCode,
                        rip.getAsLong(),
                        (int) cs.getAsLong() & SELECTOR,
                        flags.getAsLong(),
                        rsp.getAsLong(),
                        (int) ss.getAsLong() & SELECTOR))
                : Optional.empty();
    }

    private static OptionalLong word(LongFunction<OptionalLong> memory, long address, String field) {
        return memory.apply(
                address + TYPES.field("MACHINE_FRAME", field).orElseThrow().offset());
    }

    /// Its first byte, the error code included.
    public long start() {
        return hasErrorCode ? address - WORD : address;
    }

    /// Whether it came from user mode.
    public boolean fromUserMode() {
        return (cs & 3) == 3;
    }

    /// Whether selectors and flags are such as the processor pushes under Windows. The stack selector may be null: the
    /// processor clears it in some cases.
    public boolean isPlausible() {
        boolean code = cs == KERNEL_CODE || cs == USER_CODE || cs == USER_CODE_32;
        return code && (flags & 2) == 2 && (flags & NEVER) == 0 && rsp != 0;
    }

    /// Whether its addresses make sense too, and code lies where it came from.
    public boolean isPlausible(Modules modules) {
        boolean stack = rsp % 4 == 0 && fromUserMode() == rsp > 0;
        boolean code = fromUserMode() ? rip > 0 : modules.isCode(rip);
        return isPlausible() && stack && code;
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
