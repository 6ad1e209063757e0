package dev.gotstack.symbol.pe;

/// One step of a prolog, as an x64 image's unwind information describes it.
///
/// @param prologOffset bytes from the function's start to behind the instruction that did it
/// @param register number of the register it concerns (0 rax, 4 rsp, 5 rbp, 8 r8 …), or of the XMM register
/// @param bytes bytes allocated, or the offset at which the register was saved; for a machine frame, whether (8) or
///     not (0) an error code lies below it
public record UnwindCode(int prologOffset, Operation operation, int register, long bytes) {

    /// What a prolog can do. Source: Microsoft's description of x64 exception handling.
    public enum Operation {
        /// A general register was pushed.
        PUSH,
        /// The stack pointer was lowered.
        ALLOCATE,
        /// The frame register was set.
        SET_FRAME,
        /// A general register was stored.
        SAVE,
        /// An XMM register was stored.
        SAVE_XMM,
        /// The processor pushed an interrupted context: no prolog did it, and it is not followed by a return address.
        MACHINE_FRAME
    }
}
