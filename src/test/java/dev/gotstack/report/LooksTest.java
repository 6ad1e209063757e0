package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LooksTest {
    @Test
    void culpritIsBlueItsSisterTooAndTheKernelGrey() {
        var shares = Shares.of(Usages.article());
        var looks = Looks.of(shares);
        var stackhog = looks.of(share(shares, "stackhog"));
        var hogflt = looks.of(share(shares, "hogflt"));
        assertEquals(new Color(0x0072b2), stackhog.fill());
        assertEquals(new Color(0x56b4e9), hogflt.fill());
        assertNotEquals(stackhog.pattern(), hogflt.pattern());
        assertEquals(Looks.KERNEL, looks.of(share(shares, "nt")));
    }

    @Property(tries = 200)
    void modulesShownByNameLookDifferent(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int modules) {
        var shares = Shares.of(Usages.random(seed, 300, modules));
        var looks = Looks.of(shares);
        var seen = new HashSet<Look>();
        shares.modules().stream().limit(Looks.SHOWN).forEach(share -> assertTrue(seen.add(looks.of(share))));
    }

    @Test
    void textIsReadableOnBothPapers() {
        for (var style : new ChartStyle[] {ChartStyle.light(), ChartStyle.dark()}) {
            for (var colour : new Color[] {style.ink(), style.muted(), style.alarm()}) {
                assertTrue(contrast(colour, style.paper()) >= 4.5, colour.toString());
            }
        }
    }

    private static double contrast(Color a, Color b) {
        double one = Look.luminance(a);
        double two = Look.luminance(b);
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private static Shares.Share share(Shares shares, String name) {
        return shares.modules().stream()
                .filter(share -> share.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
