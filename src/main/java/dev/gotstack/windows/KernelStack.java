package dev.gotstack.windows;

import java.util.Optional;

/// One kernel stack. It grows from `base` (exclusive) down to `limit`.
///
/// @param base first address above the stack (`StackBase`)
/// @param limit lowest address of the stack (`StackLimit`)
/// @param initial where the thread's first frame may begin (`InitialStack`)
/// @param saved stack pointer saved when the thread last left the processor (`KernelStack`)
/// @param callbackFrame address of the newest `_KCALLOUT_FRAME`, by which the kernel called back into user mode; 0 if
///     none
/// @param guard the page below the limit if it is indeed not mapped
public record KernelStack(
        long base, long limit, long initial, long saved, long callbackFrame, Optional<GuardPage> guard) {

    public long size() {
        return base - limit;
    }

    public boolean contains(long va) {
        return Long.compareUnsigned(va - limit, base - limit) < 0;
    }

    /// Whether `va` lies in the guard page.
    public boolean inGuardPage(long va) {
        return guard.filter(page -> page.contains(va)).isPresent();
    }
}
