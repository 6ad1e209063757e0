package dev.gotstack.disasm;

import java.util.List;

/// One line of the opcode table: what must match, and what it then is.
///
/// @param prefix the mandatory prefix
/// @param modRm the whole ModRM byte, or -1 for any
/// @param group ModRM.reg, or -1 for any
/// @param form what ModRM.mod must say
/// @param modes the modes it exists in
/// @param rexW whether it needs REX.W
/// @param withoutRexB whether it needs REX.B to be clear
/// @param wide what its operand size is in 64-bit mode
/// @param mnemonics one, or one for each operand size (or address size) of 2, 4 and 8 bytes
/// @param byAddressSize whether the address size chooses the mnemonic
/// @param operands in the order in which they are written
/// @param hasModRm whether a ModRM byte follows the opcode
record Opcode(
        Prefix prefix,
        int modRm,
        int group,
        Form form,
        Modes modes,
        boolean rexW,
        boolean withoutRexB,
        Wide wide,
        List<Mnemonic> mnemonics,
        boolean byAddressSize,
        List<OperandSpec> operands,
        boolean hasModRm) {
    /// A mandatory prefix: one that is part of the opcode. [#ANY]: prefixes have their usual meaning.
    enum Prefix {
        ANY,
        NP,
        OPERAND_SIZE,
        REP,
        REPNE
    }

    /// What ModRM.rm must be.
    enum Form {
        ANY,
        MEMORY,
        REGISTER
    }

    /// In which modes the opcode exists.
    enum Modes {
        ALL,
        NOT_64,
        ONLY_64
    }

    /// The operand size in 64-bit mode: 4, or 8 with REX.W; 8 unless prefixed; 8 always.
    enum Wide {
        BY_PREFIX,
        DEFAULT,
        FORCED
    }

    Mnemonic mnemonic(int operandSize, int addressSize) {
        int size = byAddressSize ? addressSize : operandSize;
        int last = mnemonics.size() - 1;
        return mnemonics.get(Math.min(last, size == 2 ? 0 : size == 4 ? 1 : 2));
    }
}
