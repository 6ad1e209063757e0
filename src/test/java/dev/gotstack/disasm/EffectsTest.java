package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Effects against the architecture's definition of each instruction, written by hand.
class EffectsTest {
    private static Effects effects(String hex, Mode mode) {
        byte[] code = HexFormat.of().parseHex(hex);
        Instruction instruction = new Decoder().decode(code, 0, code.length, mode);
        assertFalse(instruction.isInvalid(), hex);
        return Effects.of(instruction);
    }

    @ParameterizedTest
    @CsvSource({
        "50, -4",
        "6aff, -4",
        "6800000000, -4",
        "ff7508, -4",
        "ff742404, -4",
        "0fa0, -4",
        "0e, -4",
        "6650, -2",
        "58, 4",
        "8f4508, 4",
        "1f, 4",
        "0fa1, 4",
        "6658, 2",
        "60, -32",
        "6660, -16",
        "61, 32",
        "6661, 16",
        "9c, -4",
        "9d, 4",
        "669c, -2",
        "e800000000, -4",
        "ffd0, -4",
        "ff5010, -4",
        "9a001080800800, -8",
        "ff18, -8",
        "c3, 4",
        "c20400, 8",
        "c21000, 20",
        "c2ffff, 65539",
        "cb, 8",
        "ca0800, 16",
        "c8100000, -20",
        "c8100001, -24",
        "c8000003, -16",
        "83ec10, -16",
        "81ec0c010000, -268",
        "83c40c, 12",
        "83c4f0, -16",
        "83ecf0, 16",
        "8d6424fc, -4",
        "8d642408, 8",
        "8da42400000000, 0",
        "44, 1",
        "4c, -1",
        "89550c, 0",
        "8bec, 0",
        "cd2e, 0",
        "cc, 0",
        "90, 0",
        "a5, 0",
        "5589e5, -4",
        "f4, 0",
        "0f34, ''",
        "c9, ''",
        "5c, ''",
        "8be5, ''",
        "83e4f8, ''",
        "94, ''",
        "2be0, ''",
        "8d65f4, ''",
        "8d2424, 0",
        "cf, ''",
        "0f44e0, ''",
        "bc00000000, ''",
        "0fb22424, ''",
        "87e0, ''",
        "6683c404, ''"
    })
    void stackChange32(String hex, String expected) {
        assertEquals(change(expected), effects(hex, Mode.BITS32).stackChange());
    }

    @ParameterizedTest
    @CsvSource({
        "50, -8",
        "4154, -8",
        "6aff, -8",
        "6650, -2",
        "58, 8",
        "e800000000, -8",
        "41ffd0, -8",
        "c3, 8",
        "c21000, 24",
        "9c, -8",
        "4883ec28, -40",
        "4883c428, 40",
        "4881ec80000000, -128",
        "488d642480, -128",
        "c9, ''",
        "83ec10, ''",
        "0f05, 0",
        "48cf, ''",
        "488be5, ''"
    })
    void stackChange64(String hex, String expected) {
        assertEquals(change(expected), effects(hex, Mode.BITS64).stackChange());
    }

    @ParameterizedTest
    @CsvSource({"50, -2", "6650, -4", "e80000, -2", "c3, 2", "60, -16", "83c404, 4"})
    void stackChange16(String hex, String expected) {
        assertEquals(change(expected), effects(hex, Mode.BITS16).stackChange());
    }

    private static OptionalInt change(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /// Registers read, registers written; `-` for none.
    @ParameterizedTest
    @CsvSource({
        "89550c, ebp edx, -",
        "8b448108, ecx eax, eax",
        "8d45f0, ebp, eax",
        "03c1, eax ecx, eax",
        "3bc1, eax ecx, -",
        "50, eax esp, esp",
        "58, esp, esp eax",
        "c3, esp, esp",
        "ffd0, eax esp, esp",
        "60, eax ecx edx ebx esp ebp esi edi, esp",
        "61, esp, eax ecx edx ebx esp ebp esi edi",
        "c9, esp ebp, esp ebp",
        "f3a5, ecx esi edi, ecx esi edi",
        "a5, esi edi, esi edi",
        "f3ab, eax ecx edi, ecx edi",
        "f2ae, al ecx edi, ecx edi",
        "ac, esi, esi al",
        "f7e1, eax ecx, eax edx",
        "f6e1, al cl, ax",
        "f7e9, eax ecx, eax edx",
        "0fafc1, eax ecx, eax",
        "6bc10c, ecx, eax",
        "f7f9, eax edx ecx, eax edx",
        "f6f1, ax cl, ax",
        "99, eax, edx",
        "98, ax, eax",
        "0fa2, eax ecx, eax ebx ecx edx",
        "0f31, -, eax edx",
        "0f32, ecx, eax edx",
        "0f30, eax ecx edx, -",
        "f00fb10a, eax ecx edx, eax",
        "f00fc70e, eax edx ebx ecx esi, eax edx",
        "87c1, eax ecx, eax ecx",
        "0fc1c8, eax ecx, eax ecx",
        "d7, ebx al, al",
        "e2fe, ecx, ecx",
        "e300, ecx, -",
        "0f94c0, -, al",
        "0f45c1, eax ecx, eax",
        "ec, dx, al",
        "ee, dx al, -",
        "6d, dx edi, edi",
        "8ed8, ax, ds",
        "0f20c0, cr0, eax",
        "0f22d8, eax, cr3",
        "c40424, esp, eax es",
        "0fb6c4, ah, eax",
        "d3e0, eax cl, eax",
        "0fa5c2, eax edx cl, edx",
        "9e, ah, -",
        "9f, -, ah",
        "0f06, -, cr0",
        "dfe0, -, ax"
    })
    void registers(String hex, String read, String written) {
        Effects effects = effects(hex, Mode.BITS32);
        assertEquals(registers(read), effects.registersRead());
        assertEquals(registers(written), effects.registersWritten());
    }

    private static Set<Register> registers(String names) {
        Set<Register> set = EnumSet.noneOf(Register.class);
        for (String name : names.equals("-") ? new String[0] : names.split(" ", -1)) {
            set.add(Register.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return set;
    }

    /// Memory read and written, as `size@base+displacement`.
    @ParameterizedTest
    @CsvSource({
        "89550c, -, 4@EBP+12",
        "8b4508, 4@EBP+8, -",
        "8d4508, -, -",
        "014508, 4@EBP+8, 4@EBP+8",
        "394508, 4@EBP+8, -",
        "50, -, 4@ESP+-4",
        "58, 4@ESP+0, -",
        "ff7508, 4@EBP+8, 4@ESP+-4",
        "8f4508, 4@ESP+0, 4@EBP+8",
        "8f0424, 4@ESP+0, 4@ESP+4",
        "60, -, 32@ESP+-32",
        "61, 32@ESP+0, -",
        "e800000000, -, 4@ESP+-4",
        "ff5010, 4@EAX+16, 4@ESP+-4",
        "c20400, 4@ESP+0, -",
        "c9, 4@EBP+0, -",
        "c8100000, -, 4@ESP+-4",
        "c8100003, 8@EBP+-8, 16@ESP+-16",
        "a5, 4@ESI+0, 4@EDI+0",
        "aa, -, 1@EDI+0",
        "d7, 1@EBX+0, -",
        "f00fb10a, 4@EDX+0, 4@EDX+0",
        "0f0100, -, 6@EAX+0",
        "0f0118, 6@EAX+0, -",
        "dd4508, 8@EBP+8, -",
        "dd5d08, -, 8@EBP+8",
        "d84508, 4@EBP+8, -",
        "0fae00, -, 512@EAX+0",
        "660f7f4010, -, 16@EAX+16",
        "0f1f00, -, -",
        "0f0138, -, -"
    })
    void memory(String hex, String read, String written) {
        Effects effects = effects(hex, Mode.BITS32);
        assertEquals(read, text(effects.memoryRead()));
        assertEquals(written, text(effects.memoryWritten()));
    }

    private static String text(List<Operand.Memory> operands) {
        if (operands.isEmpty()) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        for (Operand.Memory memory : operands) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(memory.size())
                    .append('@')
                    .append(memory.base())
                    .append('+')
                    .append(memory.displacement());
        }
        return text.toString();
    }

    /// Only float and vector instructions may be missing from the table and so count as computations.
    @Test
    void everyIntegerInstructionIsListed() {
        Set<Mnemonic> missing = EnumSet.noneOf(Mnemonic.class);
        for (String line : (IntegerOpcodes.ONE_BYTE + IntegerOpcodes.TWO_BYTE).split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            for (String name : fields.length < 2
                    ? new String[0]
                    : fields[1].replace("@", "").split("[,|]", -1)) {
                Mnemonic mnemonic = Mnemonic.valueOf(name.toUpperCase(Locale.ROOT));
                if (!EffectTable.isListed(mnemonic)) {
                    missing.add(mnemonic);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void flags() {
        assertTrue(effects("83c001", Mode.BITS32).writesFlags());
        assertTrue(effects("85c0", Mode.BITS32).writesFlags());
        assertTrue(effects("9d", Mode.BITS32).writesFlags());
        assertTrue(effects("fa", Mode.BITS32).writesFlags());
        assertTrue(effects("7400", Mode.BITS32).readsFlags());
        assertTrue(effects("83d000", Mode.BITS32).readsFlags());
        assertTrue(effects("0f94c0", Mode.BITS32).readsFlags());
        assertFalse(effects("89550c", Mode.BITS32).writesFlags());
        assertFalse(effects("8d4500", Mode.BITS32).writesFlags());
        assertFalse(effects("f7d0", Mode.BITS32).writesFlags());
        assertFalse(effects("50", Mode.BITS32).readsFlags());
    }

    @Test
    void overlapCounts() {
        Effects effects = effects("b001", Mode.BITS32);
        assertTrue(effects.writes(Register.EAX));
        assertFalse(effects.writes(Register.AH));
        assertFalse(effects.writes(Register.ECX));
        assertTrue(effects("8b4508", Mode.BITS32).reads(Register.EBP));
    }
}
