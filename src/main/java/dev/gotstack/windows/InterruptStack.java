package dev.gotstack.windows;

import dev.gotstack.text.Phrase;
import dev.gotstack.x86.RegisterSet;
import java.util.Locale;

/// A stack of its own that the processor switches to for some interrupts ("interrupt stack table"), and what the last
/// one that came left on it.
///
/// @param index which of the TSS's seven; 0 where the TSS is unknown
/// @param top first address above it
/// @param frame what the processor pushed
/// @param registers what is known of the interrupted code's registers
/// @param active whether the crash's own context is on it
public record InterruptStack(
        Kind kind, int index, long top, MachineFrame frame, RegisterSet registers, boolean active) {

    /// The interrupts that Windows gives stacks of their own.
    public enum Kind {
        NMI(2, false, "interrupt.nmi"),
        DOUBLE_FAULT(8, true, "interrupt.double-fault"),
        MACHINE_CHECK(18, false, "interrupt.machine-check"),
        OTHER(-1, false, "interrupt.other");

        private final int vector;
        private final boolean errorCode;
        private final String text;

        Kind(int vector, boolean errorCode, String text) {
            this.vector = vector;
            this.errorCode = errorCode;
            this.text = text;
        }

        static Kind of(int vector) {
            for (var kind : values()) {
                if (kind.vector == vector) {
                    return kind;
                }
            }
            return OTHER;
        }

        public boolean errorCode() {
            return errorCode;
        }

        public Phrase words() {
            return Phrase.of(text);
        }
    }

    /// `IST1`; empty where the TSS is unknown.
    public String name() {
        return index == 0 ? "" : "IST" + index;
    }

    /// The command that makes the interrupted code's registers the context.
    public String command() {
        return ".trap 0x" + Long.toHexString(frame.trapFrame()).toLowerCase(Locale.ROOT);
    }
}
