package dev.gotstack.disasm;

/// Where execution goes after an instruction.
public enum Flow {
    /// On to the next instruction, always.
    NEXT,
    /// To a callee, which returns to the next instruction.
    CALL,
    /// Away, always.
    JUMP,
    /// To the target or to the next instruction.
    CONDITIONAL,
    /// To the return address on the stack.
    RETURN,
    /// To an interrupt handler, which returns to the next instruction: `int n`, `into`.
    INTERRUPT,
    /// Back to what was interrupted or to user mode: `iret`, `sysexit`, `sysret`.
    INTERRUPT_RETURN,
    /// Into the kernel: `sysenter`, `syscall`.
    SYSTEM_CALL,
    /// Nowhere that the code itself says: `hlt`, `int 3`, `int 29h` (fast fail), `ud2` and bytes that are no
    /// instruction. [Instruction#mnemonic()] and [Instruction#isFastFail()] tell which.
    STOP
}
