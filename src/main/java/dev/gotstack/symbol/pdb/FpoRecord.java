package dev.gotstack.symbol.pdb;

/// FPO_DATA (winnt.h): how a function of a 32-bit image uses its stack.
///
/// @param start RVA of the first byte
/// @param size bytes of code
/// @param locals 4-byte words of local variables
/// @param parameters 4-byte words of arguments
/// @param prologSize bytes of code
/// @param savedRegisters registers pushed
/// @param structuredExceptions whether it has an exception handler
/// @param usesEbp whether EBP is allocated as a general register
public record FpoRecord(
        long start,
        long size,
        long locals,
        int parameters,
        int prologSize,
        int savedRegisters,
        boolean structuredExceptions,
        boolean usesEbp,
        Frame frame)
        implements CodeRange {

    /// How the function was entered.
    public enum Frame {
        /// A call, without a frame pointer.
        FPO,
        /// An interrupt or fault: EBP points to a trap frame.
        TRAP,
        /// A task switch: the caller is the task that the TSS's back link names.
        TSS,
        /// A call, with a frame pointer.
        NON_FPO
    }
}
