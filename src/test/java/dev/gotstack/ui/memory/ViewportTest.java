package dev.gotstack.ui.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewportTest {
    private final Viewport viewport = new Viewport(() -> {});

    @BeforeEach
    void tenRows() {
        viewport.setRows(10);
    }

    @Test
    void nothingWrapsAround() {
        viewport.put(0, false);
        viewport.move(-16, false);
        assertEquals(0, viewport.caret());
        viewport.move(Long.MAX_VALUE, false);
        assertEquals(0xfffffffcL, viewport.caret());
        assertEquals(0xffffff60L, viewport.top());
        viewport.scroll(1000);
        assertEquals(0xffffff60L, viewport.top());
    }

    @Test
    void sixtyFourBitAddressesAreUnsigned() {
        viewport.shape(-1, 16, 8);
        viewport.scrollTo(0xfffff80000000000L);
        assertEquals(0xfffff80000000000L, viewport.top());
        viewport.put(0xfffff80000000008L, false);
        viewport.move(-32, false);
        assertEquals(0xfffff7ffffffffe8L, viewport.caret());
        assertEquals(0xfffff7ffffffffe0L, viewport.top());
    }

    @Test
    void theSelectionGrowsBothWays() {
        viewport.put(0x1010, false);
        viewport.put(0x1004, true);
        assertEquals(new Span(0x1004, 16), viewport.selection());
        viewport.put(0x1018, true);
        assertEquals(new Span(0x1010, 12), viewport.selection());
    }

    @Test
    void whatIsVisibleIsNotScrolled() {
        viewport.scrollTo(0x1000);
        viewport.reveal(0x1090);
        assertEquals(0x1000, viewport.top());
        viewport.reveal(0x10a0);
        assertEquals(0x1080, viewport.top());
    }
}
