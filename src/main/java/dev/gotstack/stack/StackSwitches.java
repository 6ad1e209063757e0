package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.MachineFrame;
import dev.gotstack.windows.StackRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How 64-bit code got from one stack to another. Whoever switches, the processor or the kernel, leaves at the
/// top of the new stack where to go on and the old stack's pointer, as a machine frame has them. The kernel's own
/// switches, for deferred procedure calls and `KeExpandKernelStackAndCallout`, leave selectors and flags as they
/// were.
///
/// Source: the unwind data of those switches describes a machine frame; that the frame is right below the note of a
/// stack segment shows in listings of the switching code. The place is searched, and what is found has to fit.
final class StackSwitches {
    private static final int WORD = 8;
    /// Bytes below a stack's top within which the frame begins.
    private static final int NEAR_TOP = 0x200;

    private final Kernel kernel;
    private final List<StackRange> known;

    StackSwitches(Kernel kernel, List<StackRange> known) {
        this.kernel = kernel;
        // Shadow stacks hold return addresses and nothing to walk by.
        this.known = known.stream()
                .filter(range -> range.kind() != StackRange.Kind.SHADOW)
                .toList();
    }

    /// The stack that holds an address, if it is one of those whose place is known.
    Optional<StackRange> at(long va) {
        return known.stream().filter(range -> range.contains(va)).findFirst();
    }

    /// Whether a frame leads from the stack it lies on to another one: what it saved is code, and a place there.
    boolean isSwitch(MachineFrame frame) {
        var other = at(frame.rsp());
        return other.isPresent()
                && frame.rsp() % WORD == 0
                && !other.get().contains(frame.address())
                && kernel.modules().isCode(frame.rip());
    }

    /// The frame at the top of a stack by which it was switched to, if exactly what a switch leaves is found there.
    ///
    /// @param leads whether what it leads to can be where the old stack was left
    Optional<MachineFrame> onto(StackRange range, Predicate<MachineFrame> leads) {
        for (long at = range.top() - MachineFrame.SIZE; at > range.top() - NEAR_TOP && range.contains(at); at -= WORD) {
            var frame = MachineFrame.read(kernel.space(), at, false)
                    .filter(found -> kernel.modules().isCode(found.rip()) && leads.test(found));
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }
}
