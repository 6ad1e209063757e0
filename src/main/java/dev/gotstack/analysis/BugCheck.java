package dev.gotstack.analysis;

import dev.gotstack.text.Phrase;
import java.util.List;
import java.util.OptionalLong;

/// A stop code with its parameters explained.
///
/// @param name `UNEXPECTED_KERNEL_MODE_TRAP`; empty if the code is not in the catalogue
/// @param explanation what the code means, in one or two sentences; empty if only its name is known
/// @param parameters always four
/// @param leads where its parameters lead
public record BugCheck(long code, String name, Phrase explanation, List<Parameter> parameters, Leads leads) {
    /// Set in codes that the kernel's own crash path raises again.
    private static final long AGAIN = 0x1000_0000L;

    private static final long KERNEL_MODE_TRAP = 0x7f;
    private static final long DOUBLE_FAULT = 8;

    /// @param meaning what the value means here; empty if unknown
    public record Parameter(long value, Phrase meaning) {}

    /// What the parameters of some codes name. Zero counts as none.
    ///
    /// @param exceptionCode status of the exception, its low 32 bits
    /// @param instruction address of the instruction that failed
    public record Leads(
            OptionalLong exceptionCode,
            OptionalLong instruction,
            OptionalLong exceptionRecord,
            OptionalLong contextRecord,
            OptionalLong trapFrame) {
        /// None at all.
        public static final Leads NONE = new Leads(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /// The code without the bit of one that was raised again.
    public long plainCode() {
        return code & ~AGAIN;
    }

    /// A fault that could not be delivered: 0x7F with parameter 8.
    public boolean isDoubleFault() {
        return plainCode() == KERNEL_MODE_TRAP && parameters.getFirst().value() == DOUBLE_FAULT;
    }
}
