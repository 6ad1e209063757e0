package dev.gotstack.stack;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.StackRange;
import java.util.List;

/// The stack that a walk is on: the thread's, or one it was switched to. Of one that nothing names, only the mapped
/// pages around the stack pointer are known.
///
/// @param limit lowest address
/// @param base first address above it
record StackBounds(long limit, long base) {
    private static final long PAGE = 0x1000;
    /// No kernel stack of 64-bit Windows is larger.
    private static final int MOST_PAGES = 32;
    /// How far below its limit a stack pointer can be when the stack has run out: large frames are probed page by page.
    private static final long FARTHEST_BELOW = 0x10000;

    /// The stack that a stack pointer belongs to.
    ///
    /// @param known all stacks whose place is known
    static StackBounds at(AddressSpace space, KernelStack stack, List<StackRange> known, long stackPointer) {
        if (isOn(stack, known, stackPointer)) {
            return new StackBounds(stack.limit(), stack.base());
        }
        for (var range : known) {
            if (range.contains(stackPointer)) {
                return of(range);
            }
        }
        long first = stackPointer & -PAGE;
        int pages = 0;
        while (pages < MOST_PAGES && space.value(first + pages * PAGE, 1).isPresent()) {
            pages++;
        }
        return new StackBounds(first, first + pages * PAGE);
    }

    static StackBounds of(StackRange range) {
        return new StackBounds(range.limit(), range.base());
    }

    /// Whether a stack pointer belongs to a stack, which it may have left at its lower end if no other one lies there.
    static boolean isOn(KernelStack stack, List<StackRange> known, long stackPointer) {
        boolean below = stackPointer >= stack.limit() - FARTHEST_BELOW && stackPointer < stack.limit();
        return stack.contains(stackPointer)
                || stackPointer == stack.base()
                || below && known.stream().noneMatch(range -> range.contains(stackPointer));
    }

    boolean contains(long va) {
        return va >= limit && va < base;
    }
}
