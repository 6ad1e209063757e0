package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.report.ChartLayout.Box;
import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.stack.StackUsage;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Nothing on a chart overlaps or leaves the page, whatever the stack and whatever the size.
class ChartLayoutTest {
    private static final double TOLERANCE = 0.01;
    private static final Pattern VALUE = Pattern.compile("([\\d,]+) bytes? · (<?\\d+) %");

    @Test
    void theArticlesChartIsWholeAtEverySize() {
        for (int width = 700; width <= 1600; width += 100) {
            for (int height = 480; height <= 1100; height += 155) {
                assertSound(ChartLayout.of(Usages.articleData(), width, height));
            }
        }
    }

    /// Addresses of 16 digits on one side and the bytes of a cycle on the other, in the narrowest pane there is.
    @Test
    void aNarrowRulerIsNotCut() {
        var data = Charts.of(Samples.analyze(Samples.ROOT.resolve("dumps-sample/overflow-x64/overflow-x64.dmp")))
                .orElseThrow();
        for (int width = 220; width <= 340; width += 10) {
            var layout = ChartLayout.ofRuler(data, Portions.of(data.usage(), Grouping.MODULE), width, 500);
            var page = new Rectangle2D.Double(0, 0, layout.width(), layout.height());
            for (var label : layout.labels()) {
                assertTrue(page.contains(label.bounds()), width + ": leaves the page: " + label);
            }
        }
    }

    @Property(tries = 300)
    void nothingOverlapsOrIsCut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int frames,
            @ForAll @IntRange(min = 0, max = 30) int modules,
            @ForAll @IntRange(min = 700, max = 1600) int width,
            @ForAll @IntRange(min = 480, max = 1100) int height,
            @ForAll @IntRange(min = 0, max = 9) int where) {
        var usage = Usages.random(seed, frames, modules);
        var data = ChartData.of(
                usage, subtitle(where), pointer(usage, where), where % 2 == 0, where % 3 == 0 ? "" : "f".repeat(900));
        assertSound(ChartLayout.of(data, width, height));
    }

    @Property(tries = 200)
    void slicesCoverTheRulerAndBarsAddUp(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int frames,
            @ForAll @IntRange(min = 0, max = 30) int modules) {
        var usage = Usages.random(seed, frames, modules);
        var layout = ChartLayout.of(ChartData.of(usage, "", OptionalLong.empty(), true, ""), 1120, 640);
        double y = layout.ruler().area().getMaxY();
        for (int i = 0; i < usage.slices().size(); i++) {
            var slice = layout.ruler().sliceArea(i);
            assertEquals(y, slice.getMaxY(), TOLERANCE);
            y = slice.getMinY();
        }
        assertEquals(layout.ruler().area().getMinY(), y, TOLERANCE);

        assertEquals(usage.size(), sumOfBars(layout));
        var segments = areas(layout, Role.SEGMENT);
        double panel = segments.getLast().getMaxX() - segments.getFirst().getMinX();
        assertEquals(panel, segments.stream().mapToDouble(Rectangle2D::getWidth).sum(), TOLERANCE);
    }

    @Test
    void longNamesAreElidedAndToldByATip() {
        String name = "n".repeat(150);
        var usage = new Usages(Usages.LIMIT)
                .company("c".repeat(150), name)
                .frame(name, "f".repeat(300), 12_288)
                .build();
        var layout = ChartLayout.of(ChartData.of(usage, "", OptionalLong.empty(), true, ""), 700, 480);
        assertSound(layout);
        assertTrue(layout.labels().stream().anyMatch(label -> label.text().endsWith("n…")));
        assertTrue(layout.tips().stream().anyMatch(tip -> tip.text().equals(name)));
    }

    static void assertSound(ChartLayout layout) {
        var page = new Rectangle2D.Double(0, 0, layout.width(), layout.height());
        var texts = layout.labels();
        var solid = solid(layout);
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i).bounds();
            assertTrue(page.contains(text), () -> "leaves the page: " + text);
            for (int j = i + 1; j < texts.size(); j++) {
                assertApart(
                        texts.get(i),
                        texts.get(i).bounds(),
                        texts.get(j),
                        texts.get(j).bounds());
            }
            for (var area : solid) {
                assertApart(texts.get(i), text, area, area);
            }
            for (var segment : areas(layout, Role.SEGMENT)) {
                assertTrue(
                        segment.contains(text) || !shrunk(segment).intersects(text), "label across segments: " + text);
            }
        }
        var boxes = layout.boxes().stream().map(Box::area).toList();
        for (int i = 0; i < boxes.size(); i++) {
            var box = boxes.get(i);
            assertTrue(box.isEmpty() || page.contains(box), () -> "leaves the page: " + box);
            assertApart(box, box, layout.ruler(), layout.ruler().area());
            for (int j = i + 1; j < boxes.size(); j++) {
                assertApart(box, box, boxes.get(j), boxes.get(j));
            }
        }
        assertTrue(page.contains(layout.ruler().area()));
        assertTrue(layout.ruler().area().getHeight() > 100, "ruler too low");
    }

    /// Everything text must keep away from.
    private static List<Rectangle2D> solid(ChartLayout layout) {
        var solid = new ArrayList<Rectangle2D>();
        solid.add(layout.ruler().area());
        layout.boxes().stream()
                .filter(box -> box.role() != Role.SEGMENT)
                .map(Box::area)
                .forEach(solid::add);
        for (var line : layout.lines()) {
            solid.add(new Rectangle2D.Double(
                    Math.min(line.x1(), line.x2()),
                    Math.min(line.y1(), line.y2()),
                    Math.abs(line.x1() - line.x2()) + 0.1,
                    Math.abs(line.y1() - line.y2()) + 0.1));
        }
        for (var pointer : layout.pointers()) {
            double size = pointer.size();
            solid.add(new Rectangle2D.Double(pointer.x() - size, pointer.y() - size / 2, size, size));
        }
        return solid;
    }

    private static void assertApart(Object a, Rectangle2D areaA, Object b, Rectangle2D areaB) {
        boolean overlap = !areaA.isEmpty() && !areaB.isEmpty() && shrunk(areaA).intersects(areaB);
        assertTrue(!overlap, () -> "overlap: " + a + " and " + b);
    }

    private static Rectangle2D shrunk(Rectangle2D area) {
        return new Rectangle2D.Double(
                area.getX() + TOLERANCE,
                area.getY() + TOLERANCE,
                Math.max(0, area.getWidth() - 2 * TOLERANCE),
                Math.max(0, area.getHeight() - 2 * TOLERANCE));
    }

    /// What a reader gets who adds up the numbers beside the bars.
    private static long sumOfBars(ChartLayout layout) {
        long sum = 0;
        long percent = 0;
        for (var label : layout.labels()) {
            var value = VALUE.matcher(label.text());
            if (value.matches()) {
                sum += Long.parseLong(value.group(1).replace(",", ""));
                percent += value.group(2).startsWith("<") ? 0 : Long.parseLong(value.group(2));
            }
        }
        assertEquals(100, percent);
        return sum;
    }

    private static List<Rectangle2D> areas(ChartLayout layout, Role role) {
        return layout.boxes().stream()
                .filter(box -> box.role() == role)
                .map(Box::area)
                .toList();
    }

    private static OptionalLong pointer(StackUsage usage, int where) {
        return switch (where) {
            case 0 -> OptionalLong.empty();
            case 1 -> OptionalLong.of(usage.limit() - 28);
            case 2 -> OptionalLong.of(usage.limit());
            case 3 -> OptionalLong.of(usage.limit() + 40);
            case 4 -> OptionalLong.of(usage.base());
            case 5 -> OptionalLong.of(usage.base() + 123_456);
            case 6 -> OptionalLong.of(0);
            case 7 -> OptionalLong.of(-1);
            case 8 -> OptionalLong.of(usage.limit() - 0x5000);
            default -> OptionalLong.of(usage.limit() + usage.size() * 2 / 3);
        };
    }

    private static String subtitle(int where) {
        return where == 9 ? "word ".repeat(2_000) : "x".repeat(where * 40);
    }
}
