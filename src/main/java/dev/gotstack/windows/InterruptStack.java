package dev.gotstack.windows;

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
        NMI(2, false, "NMI"),
        DOUBLE_FAULT(8, true, "Double fault"),
        MACHINE_CHECK(18, false, "Machine check"),
        OTHER(-1, false, "Interrupt");

        private final int vector;
        private final boolean errorCode;
        private final String words;

        Kind(int vector, boolean errorCode, String words) {
            this.vector = vector;
            this.errorCode = errorCode;
            this.words = words;
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

        public String words() {
            return words;
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
