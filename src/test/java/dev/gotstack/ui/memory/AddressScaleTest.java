package dev.gotstack.ui.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.ui.control.SampleDump;
import org.junit.jupiter.api.Test;

class AddressScaleTest {
    private static final long LAST = 0xffff_ffffL;

    private final AddressScale scale =
            AddressScale.of(SampleDump.analysis().kernel().space(), LAST);

    @Test
    void itCoversTheWholeSpaceInOrder() {
        assertEquals(0, scale.position(0));
        assertTrue(scale.position(LAST) > 0.999);
        double before = -1;
        for (long va = 0; va <= LAST; va += 0x0123_4560) {
            assertTrue(scale.position(va) > before, Long.toHexString(va));
            before = scale.position(va);
        }
    }

    @Test
    void positionsLeadBackToTheirAddresses() {
        for (long va : new long[] {0, 0x8000_0000L, 0x8080_2d10L, 0xb8ae_6040L, 0xf765_3000L}) {
            assertEquals(va, scale.address(scale.position(va)), 16, Long.toHexString(va));
        }
    }

    @Test
    void aMappedPageCountsForMoreThanAGap() {
        double stack = scale.position(0xb8ae_9000L) - scale.position(0xb8ae_6000L);
        double gap = scale.position(0x6000_0000L) - scale.position(0x5000_0000L);
        assertTrue(stack > gap);
    }
}
