package dev.gotstack.windows;

import dev.gotstack.memory.AddressSpace;
import java.util.Optional;

/// Finds the limits of a stack of which no thread tells: the pages around the stack pointer that are mapped in a row,
/// down to the guard page.
final class StackFinder {
    private static final int PAGE = GuardPage.SIZE;
    /// Large 64-bit stacks have 72 KB; anything much longer is no stack.
    private static final int MOST_PAGES = 32;

    private final AddressSpace space;

    StackFinder(AddressSpace space) {
        this.space = space;
    }

    /// The stack that holds `va`, or whose guard page does. Empty where pages run on without a guard page.
    Optional<KernelStack> around(long va) {
        long page = va & -PAGE;
        long inside = isMapped(page) ? page : page + PAGE;
        if (va == 0 || !isMapped(inside)) {
            return Optional.empty();
        }
        long limit = inside;
        long base = inside + PAGE;
        for (int i = 0; i < MOST_PAGES && isMapped(limit - PAGE); i++) {
            limit -= PAGE;
        }
        for (int i = 0; i < MOST_PAGES && isMapped(base); i++) {
            base += PAGE;
        }
        long below = limit - PAGE;
        var guard = space.hole(below).map(hole -> new GuardPage(below, hole));
        boolean bounded = guard.isPresent() && !isMapped(base) && base - limit <= (long) MOST_PAGES * PAGE;
        return bounded ? Optional.of(new KernelStack(base, limit, base, 0, 0, guard)) : Optional.empty();
    }

    private boolean isMapped(long page) {
        return space.hole(page).isEmpty();
    }
}
