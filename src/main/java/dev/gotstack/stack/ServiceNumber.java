package dev.gotstack.stack;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.TrapFrame;
import java.util.OptionalLong;

/// The number of the system service that user mode asked for. The kernel keeps it in no place that stays, but the stub
/// that made the call has it in its code: `mov eax,n` right before the instruction that entered the kernel.
public final class ServiceNumber {
    private static final int MOV_EAX = 0xb8;
    private static final int RETURN = 0xc3;
    private static final int WORD = 4;
    /// From behind the entering instruction back to the stub's beginning.
    private static final int SHORTEST = 7;
    private static final int LONGEST = 20;
    /// Two bits choose the table, twelve the entry.
    private static final long HIGHEST = 0x3fff;

    private ServiceNumber() {}

    /// The number; empty if the stub is not in the dump or looks different.
    ///
    /// @param trapFrame address of the trap frame with which user mode entered the kernel
    public static OptionalLong of(Kernel kernel, long trapFrame) {
        var space = kernel.space();
        var frame = TrapFrame.read(space::bytes, kernel.types(), trapFrame);
        if (!frame.fromUserMode()) {
            return OptionalLong.empty();
        }
        long eip = frame.get("Eip").orElse(0);
        // Where one common place enters the kernel for all stubs, it returns at once to the stub that called it.
        boolean shared = space.value(eip, 1).orElse(0) == RETURN;
        long after =
                shared ? space.value(frame.get("HardwareEsp").orElse(0), WORD).orElse(0) : eip;
        return before(space, after);
    }

    private static OptionalLong before(AddressSpace space, long after) {
        for (int back = SHORTEST; back <= LONGEST; back++) {
            if (space.value(after - back, 1).orElse(0) == MOV_EAX) {
                var number = space.value(after - back + 1, WORD);
                if (number.isPresent() && number.getAsLong() <= HIGHEST) {
                    return number;
                }
            }
        }
        return OptionalLong.empty();
    }
}
