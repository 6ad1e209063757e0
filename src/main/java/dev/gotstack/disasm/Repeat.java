package dev.gotstack.disasm;

/// The repeat prefix of an instruction; [#NONE] too when F2 or F3 is part of the opcode.
public enum Repeat {
    NONE,
    /// F3: `rep`, or `repe` where the string instruction compares.
    REP,
    /// F2: `repne`.
    REPNE
}
