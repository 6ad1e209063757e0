package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StackRulerTest {
    private static final Rectangle2D AREA = new Rectangle2D.Double(10, 20, 80, 400);

    @Test
    void baseIsOnTopAndLimitAtTheBottom() {
        var ruler = new StackRuler(Usages.article(), AREA);
        assertEquals(20, ruler.y(Usages.BASE));
        assertEquals(420, ruler.y(Usages.LIMIT));
        assertEquals(220, ruler.y((Usages.BASE + Usages.LIMIT) / 2));
        assertEquals(420, ruler.y(Usages.LIMIT - 28), "outside the stack: at its nearer end");
    }

    @Property(tries = 200)
    void findsEverySliceThatCanBeSeen(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int frames) {
        var usage = Usages.random(seed, frames, 6);
        var ruler = new StackRuler(usage, AREA);
        for (int i = 0; i < usage.slices().size(); i++) {
            assertEquals(OptionalInt.of(i), ruler.sliceAt(ruler.sliceArea(i).getCenterY()));
        }
        assertEquals(OptionalInt.empty(), ruler.sliceAt(19.9));
        assertEquals(OptionalInt.empty(), ruler.sliceAt(420.1));
    }

    @Test
    void drawsNothingOutsideItsRectangle() {
        var image = new BufferedImage(100, 440, BufferedImage.TYPE_INT_ARGB);
        var g = image.createGraphics();
        new StackRuler(Usages.article(), AREA).paint(g, ChartStyle.dark());
        g.dispose();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean inside = new Rectangle2D.Double(9, 19, 82, 402).contains(x, y);
                assertTrue(inside || image.getRGB(x, y) == 0, x + ", " + y);
            }
        }
        assertTrue(image.getRGB(50, 25) != 0);
    }
}
