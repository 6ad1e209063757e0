package dev.gotstack.disasm;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is known of a mnemonic, whatever its operands: where execution goes.
final class MnemonicTraits {
    private static final String FLOWS = """
            CALL call callf
            JUMP jmp jmpf
            CONDITIONAL jo jno jb jae je jne jbe ja js jns jp jnp jl jge jle jg jcxz jecxz jrcxz loop loope loopne
            RETURN ret retf
            INTERRUPT int into icebp
            INTERRUPT_RETURN iret iretd iretq sysexit sysexitq sysret sysretq rsm
            SYSTEM_CALL syscall sysenter
            STOP hlt int3 ud0 ud1 ud2 invalid
            """;

    private static final Map<Mnemonic, Flow> FLOW_BY_MNEMONIC = parse();

    private MnemonicTraits() {}

    static Flow flow(Mnemonic mnemonic, List<Operand> operands) {
        if (mnemonic == Mnemonic.INT
                && operands.get(0) instanceof Operand.Immediate vector
                && Instruction.isFastFail(vector)) {
            return Flow.STOP;
        }
        Flow flow = FLOW_BY_MNEMONIC.get(mnemonic);
        return flow == null ? Flow.NEXT : flow;
    }

    private static Map<Mnemonic, Flow> parse() {
        Map<Mnemonic, Flow> flows = new EnumMap<>(Mnemonic.class);
        FLOWS.lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                flows.put(Mnemonic.valueOf(words[i].toUpperCase(Locale.ROOT)), Flow.valueOf(words[0]));
            }
        });
        return flows;
    }
}
