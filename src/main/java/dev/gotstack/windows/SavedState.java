package dev.gotstack.windows;

import dev.gotstack.text.Phrase;
import dev.gotstack.x86.RegisterSet;

/// Registers that something saved when it interrupted the code a crash is about.
///
/// @param title what it is: `Double fault, IST1`
/// @param address where it lies
/// @param command the debugger command that makes its registers the context
/// @param registers as far as it holds them
public record SavedState(Kind kind, Phrase title, long address, String command, RegisterSet registers) {

    /// What saved them.
    public enum Kind {
        /// The processor, on a stack of its own.
        INTERRUPT_STACK,
        /// The kernel's exception dispatcher.
        CONTEXT_RECORD,
        /// A trap handler.
        TRAP_FRAME
    }
}
