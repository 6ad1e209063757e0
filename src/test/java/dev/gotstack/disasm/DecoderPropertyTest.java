package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// What holds for any bytes at all.
class DecoderPropertyTest {
    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    @Property(tries = 5_000)
    void anyBytesDecodeWithinWhatIsAvailable(@ForAll @Size(min = 1, max = 20) byte[] code, @ForAll Mode mode) {
        Instruction instruction = decoder.decode(code, 0, code.length, mode);
        assertTrue(instruction.length() >= 1);
        assertTrue(instruction.length() <= Math.min(code.length, Decoder.MAX_LENGTH));
        assertTrue(!instruction.isInvalid() || instruction.length() == 1);
        assertEquals(InstructionBytes.of(code, 0, instruction.length()), instruction.bytes());
    }

    @Property(tries = 5_000)
    void anyInstructionHasTextPartsAndEffects(@ForAll long seed, @ForAll Mode mode, @ForAll long address) {
        byte[] code = new EncodingGenerator(mode, seed).next();
        Instruction instruction = decoder.decode(code, 0, code.length, mode);
        String text = formatter.format(instruction, address, SymbolNames.NONE);
        assertFalse(text.isBlank());
        assertEquals(
                text,
                formatter.parts(instruction, address, SymbolNames.NONE).stream()
                        .map(Part::text)
                        .collect(Collectors.joining()));
        Effects effects = Effects.of(instruction);
        boolean movesStack =
                effects.stackChange().isEmpty() || effects.stackChange().getAsInt() != 0;
        assertTrue(!movesStack || effects.writes(mode.stackPointer()) || isNestedReturn(instruction));
    }

    /// An interrupt return need not load the stack pointer.
    private static boolean isNestedReturn(Instruction instruction) {
        return instruction.flow() == Flow.INTERRUPT_RETURN;
    }

    @Property(tries = 5_000)
    void bytesAfterAnInstructionDoNotMatter(
            @ForAll long seed,
            @ForAll Mode mode,
            @ForAll @Size(15) byte[] tail,
            @ForAll @IntRange(max = 5) int offset) {
        byte[] code = new EncodingGenerator(mode, seed).next();
        Instruction instruction = decoder.decode(code, 0, code.length, mode);
        if (instruction.isInvalid()) {
            return;
        }
        byte[] moved = new byte[offset + code.length];
        System.arraycopy(tail, 0, moved, offset, tail.length);
        System.arraycopy(code, 0, moved, offset, instruction.length());
        assertEquals(instruction, decoder.decode(moved, offset, code.length, mode));
        assertEquals(instruction, decoder.decode(moved, offset, instruction.length(), mode));
        if (instruction.length() > 1) {
            Instruction cut = decoder.decode(moved, offset, instruction.length() - 1, mode);
            assertTrue(cut.isInvalid(), () -> instruction + " cut is " + cut);
        }
    }
}
