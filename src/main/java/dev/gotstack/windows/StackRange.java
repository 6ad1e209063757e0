package dev.gotstack.windows;

import dev.gotstack.text.Phrase;

/// A kernel stack whose place is known, besides that of a thread that is looked at.
///
/// @param name what it is, in words
/// @param limit lowest address
/// @param base first address above it
/// @param top where its first use begins: its base, or below what the kernel keeps there
/// @param saved the stack pointer with which code left it for another stack; 0 if unknown
/// @param source how its limits are known, and what of that is unverified
public record StackRange(Kind kind, Phrase name, long limit, long base, long top, long saved, Phrase source) {

    /// What a stack is for.
    public enum Kind {
        /// A thread's own.
        THREAD,
        /// One that the thread used before `KeExpandKernelStackAndCallout` gave it another.
        SEGMENT,
        /// One to which the processor switches for an interrupt ("interrupt stack table").
        INTERRUPT_TABLE,
        /// A processor's, for deferred procedure calls.
        DPC,
        /// A processor's, for device interrupts.
        ISR,
        /// Return addresses only, kept by the processor.
        SHADOW
    }

    public boolean contains(long va) {
        return Long.compareUnsigned(va - limit, base - limit) < 0;
    }

    public long size() {
        return base - limit;
    }
}
