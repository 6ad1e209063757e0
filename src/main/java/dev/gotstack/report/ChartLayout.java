package dev.gotstack.report;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;

/// Where everything on a chart is: shapes and texts, without knowing who draws them.
///
/// @param width of the page
/// @param height of the page
/// @param unit size of things relative to a page of 1120 × 640
/// @param ruler the stack to scale
/// @param boxes filled areas
/// @param lines rules, brackets, leaders
/// @param pointers arrows at the ruler
/// @param labels all text
/// @param tips what to tell about an area when pointed at
public record ChartLayout(
        double width,
        double height,
        double unit,
        StackRuler ruler,
        List<Box> boxes,
        List<Line> lines,
        List<Pointer> pointers,
        List<Label> labels,
        List<Tip> tips) {
    private static final double WIDTH = 1120;
    private static final double HEIGHT = 640;
    private static final double SMALLEST = 0.82;
    private static final double LARGEST = 1.5;
    private static final double RULER_MARGIN = 8;

    /// What a filled area is for.
    public enum Role {
        BAR,
        SEGMENT,
        SWATCH,
        GUARD
    }

    /// A filled area.
    public record Box(Role role, Rectangle2D area, Look look) {}

    /// A straight line; an alarm line is drawn in the colour of the guard page.
    public record Line(double x1, double y1, double x2, double y2, boolean alarm) {}

    /// A triangle that points right, with its tip at (x, y).
    public record Pointer(double x, double y, double size) {}

    /// Full text for an area in which something is elided or too small for a label.
    public record Tip(Rectangle2D area, String text) {}

    /// Lays a chart out on a page of at least 700 × 480.
    public static ChartLayout of(ChartData data, double width, double height) {
        return of(data, Colouring.MODULE, width, height);
    }

    /// Lays the stack alone out: ruler, marks and brackets, in colours that stand for its portions.
    ///
    /// @param width at least 200
    public static ChartLayout ofRuler(ChartData data, Portions portions, double width, double height) {
        var sketch = new ChartSketch(1);
        var looks = IntStream.range(0, data.usage().slices().size())
                .mapToObj(portions::look)
                .toList();
        var body = new Rectangle2D.Double(
                RULER_MARGIN, RULER_MARGIN, width - 2 * RULER_MARGIN, Math.max(80, height - 2 * RULER_MARGIN));
        var ruler = new RulerSection(sketch, data, looks).fill(body);
        return sketch.finish(width, height, ruler);
    }

    /// Lays a chart out whose colours stand for modules or companies.
    public static ChartLayout of(ChartData data, Colouring colouring, double width, double height) {
        double unit = Math.clamp(Math.min(width / WIDTH, height / HEIGHT), SMALLEST, LARGEST);
        var shares = Shares.of(data.usage());
        var looks = Looks.of(shares, colouring);
        var sketch = new ChartSketch(unit);
        double margin = 36 * unit;
        var page = new Rectangle2D.Double(margin, margin, width - 2 * margin, height - 1.6 * margin);
        var body = new HeaderSection(sketch, data).lay(page);
        var ruler = new RulerSection(sketch, data, StackRuler.looks(data.usage(), looks)).lay(body);
        double left = sketch.right() + 32 * unit;
        var panel = new Rectangle2D.Double(left, body.getY(), body.getMaxX() - left, body.getHeight());
        var modules = new ModuleSection(sketch, shares, looks, panel);
        var companies = new CompanySection(sketch, data, shares, looks, modules.bars(), panel.getMaxX());
        boolean roomy = companies.hasRoom(panel.getHeight() - modules.least());
        companies.lay(modules.lay(companies.height(roomy)), roomy);
        return sketch.finish(width, height, ruler);
    }
}
