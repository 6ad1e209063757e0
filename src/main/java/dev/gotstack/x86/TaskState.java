package dev.gotstack.x86;

import dev.gotstack.text.Phrase;

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
        CURRENT("task.current"),
        /// A running task's Backlink leads to it: the processor saved its registers at the switch.
        INTERRUPTED("task.interrupted"),
        /// Never entered: prepared for an event that did not come.
        WAITING("task.waiting");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        public Phrase words() {
            return Phrase.of(text);
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
