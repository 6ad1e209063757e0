package dev.gotstack.stack;

import static dev.gotstack.stack.HandMadeStack.CODE;
import static dev.gotstack.stack.HandMadeStack.LIMIT;
import static dev.gotstack.stack.HandMadeStack.MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/// Which words of hand-made stacks are taken for return addresses where no code can be run, and what is said of others.
class TilingTest {
    private static final String BETTER_WITHOUT = "the frames above and below fit each other better without it";
    /// Return addresses into the code of [#putCode()].
    private static final long BEHIND_CALL_OF_MISSING = CODE + 0x18;

    private static final long BEHIND_CALL_OF_INNER = CODE + 0x45;

    private final HandMadeStack stack = new HandMadeStack();

    /// The offset of the slot taken for a frame of missing code.
    private long after(long eip, int slot, int from) {
        var word = stack.tiling(stack.words()).after(eip, slot == 0 ? 0 : LIMIT + slot, LIMIT + from, Machine.UNKNOWN);
        assertNotNull(word);
        return word.slot() - LIMIT;
    }

    private String whyNot(int offset) {
        var words = stack.words();
        var word = words.at(LIMIT + offset);
        assertNotNull(word);
        return stack.tiling(words).whyNot(word).english();
    }

    /// Two functions: the inner one calls missing code, the outer one calls the inner one.
    private void putCode() {
        // 10h: sub esp,8; call [missing]; add esp,8; ret
        // 40h: call 10h; ret
        stack.space.code(
                CODE,
                "cc".repeat(0x10)
                        + "83 ec 08 e8 e8 ff ff 0f 83 c4 08 c3"
                        + "cc".repeat(0x24)
                        + "e8 cb ff ff ff c3"
                        + "cc".repeat(16));
    }

    @Test
    void aRepeatedDistanceWinsOverAStrayOne() {
        for (int frame = 0x100; frame < 0x900; frame += 0x100) {
            stack.word(frame, MISSING + 0x123).word(frame + 0x40, MISSING + 0x231);
        }
        stack.word(0x310, MISSING + 0x441);
        assertEquals(0x340, after(MISSING + 0x123, 0x300, 0x304));
        assertEquals(BETTER_WITHOUT, whyNot(0x310));
    }

    @Test
    void aWordInMissingCodeBetweenProvenFramesIsFound() {
        putCode();
        stack.word(0x100, BEHIND_CALL_OF_MISSING) // its eight bytes, then the slot
                .word(0x10c, BEHIND_CALL_OF_INNER)
                .word(0x110, MISSING + 0x123)
                .word(0x160, BEHIND_CALL_OF_MISSING)
                .word(0x16c, BEHIND_CALL_OF_INNER)
                .word(0x170, MISSING + 0x123)
                .word(0x1c0, BEHIND_CALL_OF_MISSING)
                .word(0x1cc, BEHIND_CALL_OF_INNER)
                .word(0x1d0, MISSING + 0x231);
        assertEquals(0x100, after(MISSING + 0x301, 0, 0));
        assertEquals(0x110, after(MISSING + 0x301, 0, 0x110));
        assertEquals(0x160, after(MISSING + 0x123, 0x110, 0x114));
    }

    @Test
    void whatIsAlignedLikeAFunctionIsPassedOver() {
        putCode();
        stack.word(0x80, MISSING + 0x200)
                .word(0x100, BEHIND_CALL_OF_MISSING)
                .word(0x10c, BEHIND_CALL_OF_INNER)
                .word(0x110, MISSING + 0x123);
        assertEquals(0x100, after(MISSING + 0x301, 0, 0x40));
        assertEquals("it is aligned as the start of a function is, not as what follows a call", whyNot(0x80));
    }

    @Test
    void theFramePointerInForceEndsTheStretch() {
        stack.word(0x104, MISSING + 0x123).word(0x204, MISSING + 0x231).word(0x304, MISSING + 0x333);
        var words = stack.words();
        var word = stack.tiling(words).after(MISSING + 0x401, 0, LIMIT + 0x180, LIMIT + 0x200);
        assertNotNull(word);
        assertEquals(0x204, word.slot() - LIMIT);
    }

    @Test
    void aRowOfPointersIsATable() {
        for (int i = 0; i < 8; i++) {
            stack.word(0x100 + 4 * i, MISSING + 0x101 + 0x20 * i);
        }
        stack.word(0x200, MISSING + 0x333);
        assertEquals(0x200, after(MISSING + 0x501, 0, 0x80));
        assertEquals("it lies in a row of pointers, as in a table", whyNot(0x108));
    }

    @Test
    void strewnValuesAreData() {
        stack.word(0x100, MISSING + 0x123).word(0x120, MISSING + 0x123).word(0x140, MISSING + 0x123);
        stack.word(0x200, MISSING + 0x333);
        assertEquals(0x200, after(MISSING + 0x501, 0, 0x80));
        assertEquals("the same value lies nearby more than once, as data does", whyNot(0x120));
    }

    @Test
    void provenCodeThatLeadsNowhereSaysSo() {
        // A jump to itself behind the call: it never returns.
        stack.space.code(CODE, "cc".repeat(0x10) + "e8 00 01 00 00 eb fe" + "cc".repeat(16));
        stack.word(0x100, CODE + 0x15);
        assertEquals("the code there leads to no other return address", whyNot(0x100));
    }

    @Test
    void anEmptyStackLeadsNowhere() {
        var words = stack.words();
        assertNull(stack.tiling(words).after(MISSING + 0x123, 0, LIMIT, Machine.UNKNOWN));
    }
}
