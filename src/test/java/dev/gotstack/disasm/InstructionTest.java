package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flow, targets, operands and limits of decoded instructions.
class InstructionTest {
    private static Instruction decode(String hex, Mode mode) {
        byte[] code = HexFormat.of().parseHex(hex);
        return new Decoder().decode(code, 0, code.length, mode);
    }

    @ParameterizedTest
    @CsvSource({
        "89550c, NEXT",
        "e800000000, CALL",
        "ffd0, CALL",
        "9a001080800800, CALL",
        "ebfe, JUMP",
        "ff2500100000, JUMP",
        "7405, CONDITIONAL",
        "e2fe, CONDITIONAL",
        "e300, CONDITIONAL",
        "c3, RETURN",
        "c20400, RETURN",
        "cb, RETURN",
        "cd2e, INTERRUPT",
        "ce, INTERRUPT",
        "cf, INTERRUPT_RETURN",
        "0f35, INTERRUPT_RETURN",
        "0f34, SYSTEM_CALL",
        "0f05, SYSTEM_CALL",
        "f4, STOP",
        "cc, STOP",
        "0f0b, STOP",
        "cd29, STOP",
        "ff, STOP",
        "fa, NEXT",
        "620424, NEXT"
    })
    void flow(String hex, Flow expected) {
        assertEquals(expected, decode(hex, Mode.BITS32).flow());
    }

    @Test
    void stopsAreDistinguishable() {
        assertEquals(Mnemonic.HLT, decode("f4", Mode.BITS32).mnemonic());
        assertEquals(Mnemonic.INT3, decode("cc", Mode.BITS32).mnemonic());
        assertEquals(Mnemonic.UD2, decode("0f0b", Mode.BITS32).mnemonic());
        assertTrue(decode("cd29", Mode.BITS64).isFastFail());
        assertFalse(decode("cd2e", Mode.BITS64).isFastFail());
        assertTrue(decode("ff", Mode.BITS32).isInvalid());
    }

    @Test
    void targetsAreTruncatedToTheMode() {
        assertEquals(
                OptionalLong.of(0x80801120L), decode("e81b010000", Mode.BITS32).target(0x80801000L));
        assertEquals(
                OptionalLong.of(0x00000004L), decode("e80f000000", Mode.BITS32).target(0xFFFFFFF0L));
        assertEquals(
                OptionalLong.of(0xFFFFF80000000FFEL),
                decode("ebfc", Mode.BITS64).target(0xFFFFF80000001000L));
        assertEquals(OptionalLong.of(0xFFFE), decode("ebfc", Mode.BITS16).target(0));
        assertEquals(OptionalLong.empty(), decode("ffd0", Mode.BITS32).target(0x80801000L));
        assertEquals(OptionalLong.empty(), decode("c3", Mode.BITS32).target(0x80801000L));
    }

    @Test
    void fixedAddressesAreAbsoluteOrRelativeToTheNextInstruction() {
        Instruction absolute = decode("ff1520118080", Mode.BITS32);
        assertEquals(OptionalLong.of(0x80801120L), fixedAddress(absolute, 0));
        Instruction relative = decode("ff15faffffff", Mode.BITS64);
        assertEquals(OptionalLong.of(0xFFFFF80000001000L), fixedAddress(relative, 0xFFFFF80000001000L));
        assertEquals(OptionalLong.empty(), fixedAddress(decode("ff5010", Mode.BITS32), 0));
    }

    private static OptionalLong fixedAddress(Instruction instruction, long address) {
        return instruction.fixedAddress((Operand.Memory) instruction.operands().get(0), address);
    }

    @Test
    void indirectAndFarTransfersAreKnown() {
        assertTrue(decode("ffd0", Mode.BITS32).isIndirect());
        assertTrue(decode("ff1500000000", Mode.BITS32).isIndirect());
        assertFalse(decode("e800000000", Mode.BITS32).isIndirect());
        assertFalse(decode("ff30", Mode.BITS32).isIndirect());
        assertTrue(decode("9a001080800800", Mode.BITS32).isFar());
        assertTrue(decode("ff28", Mode.BITS32).isFar());
    }

    @Test
    void returnsTellTheArgumentsTheyRemove() {
        assertEquals(0x10, decode("c21000", Mode.BITS32).returnPop());
        assertEquals(8, decode("ca0800", Mode.BITS32).returnPop());
        assertEquals(0, decode("c3", Mode.BITS32).returnPop());
        assertEquals(0x8000, decode("c20080", Mode.BITS32).returnPop());
    }

    @Test
    void fifteenBytesAreTheLimit() {
        assertEquals(15, decode("66".repeat(14) + "90", Mode.BITS32).length());
        assertTrue(decode("66".repeat(15) + "90", Mode.BITS32).isInvalid());
    }

    @Test
    void availableMustBePositiveAndInside() {
        Decoder decoder = new Decoder();
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[4], 4, 0, Mode.BITS32));
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(new byte[4], 2, 3, Mode.BITS32));
    }

    @Test
    void segmentsAreEffective() {
        assertEquals(Register.SS, memory("8b4508").segment());
        assertEquals(Register.SS, memory("8b0424").segment());
        assertEquals(Register.DS, memory("8b00").segment());
        assertEquals(Register.DS, memory("8b042d00000000").segment());
        assertEquals(Register.FS, memory("648b00").segment());
        assertTrue(memory("648b00").segmentOverridden());
    }

    private static Operand.Memory memory(String hex) {
        return (Operand.Memory) decode(hex, Mode.BITS32).operands().get(1);
    }

    @Test
    void immediatesAreSignExtendedToTheOperation() {
        assertEquals(
                new Operand.Immediate(-16, 4),
                decode("83c4f0", Mode.BITS32).operands().get(1));
        assertEquals(0xFFFFFFF0L, new Operand.Immediate(-16, 4).unsigned());
        assertEquals(
                new Operand.Immediate(-1, 1),
                decode("b0ff", Mode.BITS32).operands().get(1));
    }

    @Test
    void registersKnowTheirWidestParent() {
        assertEquals(Register.EAX, Register.AH.full(Mode.BITS32));
        assertEquals(Register.RAX, Register.AH.full(Mode.BITS64));
        assertEquals(Register.R8, Register.R8B.full(Mode.BITS64));
        assertEquals(Register.CR3, Register.CR3.full(Mode.BITS64));
        assertEquals(Register.RIP, Register.EIP.full(Mode.BITS64));
        assertTrue(Register.AL.overlaps(Register.RAX));
        assertFalse(Register.AL.overlaps(Register.AH));
        assertFalse(Register.AX.overlaps(Register.CX));
    }
}
