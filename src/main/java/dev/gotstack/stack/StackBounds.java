package dev.gotstack.stack;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.KernelStack;

/// The stack that a walk is on: the thread's, or one it was switched to, of which only the mapped pages around the
/// stack pointer are known (interrupt and DPC stacks, stack segments).
///
/// @param limit lowest address
/// @param base first address above it
/// @param whole whether these are its true limits
record StackBounds(long limit, long base, boolean whole) {
    private static final long PAGE = 0x1000;
    /// No kernel stack of 64-bit Windows is larger.
    private static final int MOST_PAGES = 32;
    /// How far below its limit a stack pointer can be when the stack has run out: large frames are probed page by page.
    private static final long FARTHEST_BELOW = 0x10000;

    /// The stack that a stack pointer belongs to.
    static StackBounds at(AddressSpace space, KernelStack stack, long stackPointer) {
        if (isOn(stack, stackPointer)) {
            return new StackBounds(stack.limit(), stack.base(), true);
        }
        long first = stackPointer & -PAGE;
        int pages = 0;
        while (pages < MOST_PAGES && space.value(first + pages * PAGE, 1).isPresent()) {
            pages++;
        }
        return new StackBounds(first, first + pages * PAGE, false);
    }

    /// Whether a stack pointer belongs to a stack, which it may have left at its lower end.
    static boolean isOn(KernelStack stack, long stackPointer) {
        return stackPointer >= stack.limit() - FARTHEST_BELOW && stackPointer <= stack.base();
    }

    boolean contains(long va) {
        return va >= limit && va < base;
    }
}
