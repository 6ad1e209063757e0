package dev.gotstack.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Which slot a line of output is about.
class SlotInLineTest {
    private static final long LIMIT = 0xb8ae6000L;
    private static final long RETURN = 0xb8ae6130L;

    private static OptionalLong at(String line, int column) {
        return SlotInLine.of(line, column, slot -> slot == RETURN, slot -> slot >= LIMIT && slot < LIMIT + 0x3000);
    }

    @Test
    void aLineOfPointersIsAboutItsAddress() {
        assertEquals(OptionalLong.of(RETURN), at("b8ae6130  f7613082 fabfs!FabReadCached+0x32", 30));
    }

    @Test
    void aLineOfTheStackIsAboutTheSlotAboveItsBase() {
        assertEquals(OptionalLong.of(RETURN), at("      40  b8ae612c f7613082 nt!CcCopyRead+0x56", 0));
    }

    @Test
    void anAddressThatIsPointedAtGoesFirst() {
        assertEquals(OptionalLong.of(0xb8ae6168L), at("b8ae612c  b8ae6168", 12));
        assertEquals(OptionalLong.of(RETURN), at("b8ae612c  b8ae6168", 3));
    }

    @Test
    void otherNumbersAreNoSlots() {
        assertEquals(OptionalLong.empty(), at("eax=b8ae0023 ebx=87d68438", 5));
        assertEquals(OptionalLong.empty(), at("", 0));
    }
}
