package dev.gotstack.stack;

import static dev.gotstack.stack.HandMadeStack.CODE;
import static dev.gotstack.stack.HandMadeStack.LIMIT;
import static dev.gotstack.stack.HandMadeStack.MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.stack.StackWords.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What words on hand-made stacks look like.
class StackWordsTest {
    private final HandMadeStack stack = new HandMadeStack();

    private static Word at(StackWords words, int offset) {
        var word = words.at(LIMIT + offset);
        assertNotNull(word);
        return word;
    }

    private static List<Long> offsets(StackWords words) {
        return words.all().stream().map(word -> word.slot() - LIMIT).toList();
    }

    @Test
    void wordsThatMayBeReturnAddresses() {
        // Sixteen nops, call to behind them, nop.
        stack.space.code(CODE, "90".repeat(16) + "e8 00 00 00 00 90");
        stack.word(0x10, CODE + 0x15) // behind the call
                .word(0x20, CODE + 0x10) // behind a nop
                .word(0x30, MISSING + 0x123)
                .word(0x40, MISSING) // no call can lie before it
                .word(0x50, 0x3000_0000L)
                .word(0x60, LIMIT + 0x80);
        var words = stack.words();
        assertEquals(List.of(0x10L, 0x30L), offsets(words));
        assertEquals(CodeView.Verdict.CALLED, at(words, 0x10).verdict());
        assertEquals(CodeView.Verdict.UNVERIFIABLE, at(words, 0x30).verdict());
        assertEquals(List.of(at(words, 0x30)), words.withValue(MISSING + 0x123));
        assertNull(words.at(LIMIT + 0x20));
    }

    @Test
    void whatAPersonRejectedIsNone() {
        stack.word(0x10, MISSING + 0x123).word(0x80, MISSING + 0x123);
        assertEquals(List.of(0x80L), offsets(stack.words(Corrections.NONE.reject(LIMIT + 0x10))));
    }

    @Test
    void equalValuesNearEachOtherAreStrewn() {
        stack.word(0x100, MISSING + 0x123)
                .word(0x140, MISSING + 0x123)
                .word(0x200, MISSING + 0x231)
                .word(0x244, MISSING + 0x231);
        var words = stack.words();
        assertTrue(words.isStrewn(at(words, 0x100)));
        assertTrue(words.isStrewn(at(words, 0x140)));
        assertFalse(words.isStrewn(at(words, 0x200)));
        assertFalse(words.isStrewn(at(words, 0x244)));
    }

    @Test
    void aRowOfPointersIsCrowded() {
        for (int i = 0; i < 6; i++) {
            stack.word(0x100 + 4 * i, MISSING + 0x101 + 0x20 * i);
        }
        stack.word(0x200, MISSING + 0x301).word(0x204, MISSING + 0x333).word(0x208, MISSING + 0x355);
        var words = stack.words();
        for (int i = 0; i < 6; i++) {
            assertTrue(words.isCrowded(at(words, 0x100 + 4 * i)));
        }
        assertFalse(words.isCrowded(at(words, 0x200)));
        assertFalse(words.isCrowded(at(words, 0x204)));
    }

    @Test
    void whereSectionsAreUnknownAlignedValuesLookLikePointers() {
        stack.word(0x100, MISSING + 0x128).word(0x200, MISSING + 0x124).word(0x300, MISSING + 0x125);
        var words = stack.words();
        assertTrue(words.isPointerLike(at(words, 0x100)));
        assertFalse(words.isPointerLike(at(words, 0x200)));
        assertFalse(words.isPointerLike(at(words, 0x300)));
    }

    @Test
    void aSavedFramePointerLeadsUpToAPossibleReturnAddress() {
        stack.pointer(0x100, 0x200).word(0x104, MISSING + 0x123).word(0x204, MISSING + 0x231);
        var words = stack.words();
        assertEquals(LIMIT + 0x200, words.savedFramePointer(at(words, 0x104)));
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x204)));
    }

    @Test
    void whatLeadsDownOrToNoReturnAddressIsNoFramePointer() {
        stack.pointer(0x100, 0x80)
                .word(0x84, MISSING + 0x201)
                .word(0x104, MISSING + 0x123)
                .pointer(0x200, 0x280)
                .word(0x204, MISSING + 0x231)
                .pointer(0x300, 0x382)
                .word(0x304, MISSING + 0x333);
        var words = stack.words();
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x104)));
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x204)));
        assertEquals(LIMIT + 0x280, words.savedStackAddress(at(words, 0x204)));
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x304)));
        assertEquals(Machine.UNKNOWN, words.savedStackAddress(at(words, 0x304)), "not aligned");
    }

    @Test
    void whereCodeIsSavedNoFramePointerWas() {
        stack.pointer(0x100, 0x200)
                .word(0x104, MISSING + 0x123)
                .word(0x200, MISSING + 0x777)
                .word(0x204, MISSING + 0x231);
        var words = stack.words();
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x104)));
    }

    @Test
    void theLongestChainIsTheChain() {
        for (int link = 0x100; link < 0x500; link += 0x100) {
            stack.pointer(link, link + 0x100).word(link + 4, MISSING + 0x101 + link);
        }
        stack.word(0x504, MISSING + 0x701);
        // A shorter one beside it.
        stack.pointer(0x680, 0x780).word(0x684, MISSING + 0x801).word(0x784, MISSING + 0x901);
        var words = stack.words();
        for (int link = 0x200; link <= 0x500; link += 0x100) {
            assertTrue(words.isOnChain(at(words, link + 4)));
        }
        assertFalse(words.isOnChain(at(words, 0x684)));
        assertEquals(2, words.chainBetween(LIMIT + 0x204, LIMIT + 0x504), "ends excluded");
        assertEquals(LIMIT + 0x300, words.chainPointerAt(LIMIT + 0x208));
        assertEquals(Machine.UNKNOWN, words.chainPointerAt(LIMIT + 0x508));
    }

    @Test
    void aChainThatLeadsToItselfEnds() {
        stack.pointer(0x100, 0x100).word(0x104, MISSING + 0x123);
        var words = stack.words();
        assertEquals(Machine.UNKNOWN, words.savedFramePointer(at(words, 0x104)));
        assertFalse(words.isOnChain(at(words, 0x104)));
    }
}
