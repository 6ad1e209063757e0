package dev.gotstack.x86;

/// One task of a processor: its descriptor, its TSS and what that says of it.
///
/// @param role what the task was when the dump was written
/// @param registers the TSS's registers, with `cr2` and `tr` of the processor added: those are not part of a TSS and
///     are the same in every context
public record TaskState(SegmentDescriptor descriptor, Tss tss, Role role, RegisterSet registers) {

    /// What a task was when the dump was written.
    public enum Role {
        /// TR names it. Its registers in memory are those prepared at boot, not the live ones: the processor saves a
        /// task's registers only when it switches away from it.
        CURRENT("running; its TSS holds the state it started with"),
        /// A running task's Backlink leads to it: the processor saved its registers at the switch.
        INTERRUPTED("interrupted; its TSS holds its registers at that moment"),
        /// Never entered: prepared for an event that did not come.
        WAITING("never entered");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public int selector() {
        return descriptor.selector();
    }

    /// Selector of the task it interrupted, 0 if none.
    public int backlink() {
        return tss.backlink();
    }
}
