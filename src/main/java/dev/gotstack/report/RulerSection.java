package dev.gotstack.report;

import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.report.ChartSketch.Type;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import dev.gotstack.stack.StackUsage;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// The stack itself with its addresses, guard page, stack pointer and cycles.
final class RulerSection {
    private static final int PAGE = 4096;
    private static final double BAND = 34;
    private static final double WIDEST = 110;
    private static final double NARROWEST = 24;

    private final ChartSketch sketch;
    private final ChartData data;
    private final StackUsage usage;
    private final List<Look> looks;

    /// @param looks one for each slice; those that a what-if takes away are drawn pale all the same
    RulerSection(ChartSketch sketch, ChartData data, List<Look> looks) {
        this.sketch = sketch;
        this.data = data;
        this.usage = data.usage();
        this.looks = data.whatIf().map(answer -> without(looks, answer.gone())).orElse(looks);
    }

    private static List<Look> without(List<Look> looks, List<Integer> gone) {
        var changed = new ArrayList<>(looks);
        gone.forEach(slice -> changed.set(slice, Looks.LEFT_OUT));
        return changed;
    }

    /// Lays the ruler on the left of a page.
    StackRuler lay(Rectangle2D body) {
        var ruler = lay(body, Math.clamp(body.getWidth() * 0.08, sketch.u(56), sketch.u(120)), false);
        tips(ruler);
        return ruler;
    }

    /// Lays the ruler as wide as there is room for between its marks and the brackets of its cycles, in the middle if
    /// there is more. It tells nothing of its slices when pointed at: whoever shows it knows more of them.
    StackRuler fill(Rectangle2D body) {
        double between = body.getWidth() - labels(pointerWords()) - sketch.u(16);
        boolean narrow = between - brackets(body, false) < sketch.u(NARROWEST);
        double room = between - brackets(body, narrow);
        double spare = Math.max(0, room - sketch.u(WIDEST)) / 2;
        var middle =
                new Rectangle2D.Double(body.getX() + spare, body.getY(), body.getWidth() - 2 * spare, body.getHeight());
        return lay(middle, Math.clamp(room, sketch.u(NARROWEST), sketch.u(WIDEST)), narrow);
    }

    private double brackets(Rectangle2D body, boolean narrow) {
        return new CycleBrackets(sketch, usage, new StackRuler(usage, looks, body), narrow).width();
    }

    private double labels(List<String> words) {
        double labels = sketch.u(40);
        for (String word : List.of(Words.address(usage.base()), Words.address(usage.limit()))) {
            labels = Math.max(labels, sketch.width(word, Type.SMALL));
        }
        for (String word : words) {
            labels = Math.max(labels, sketch.width(word, Type.MARK));
        }
        return labels;
    }

    private StackRuler lay(Rectangle2D body, double width, boolean narrow) {
        var words = pointerWords();
        double left = body.getX() + labels(words) + sketch.u(16);
        var area = new Rectangle2D.Double(left, body.getY(), width, body.getHeight() - sketch.u(BAND));
        var ruler = new StackRuler(usage, looks, area);
        sketch.reach(area.getMaxX());
        guardPage(area);
        marks(ruler, words);
        new CycleBrackets(sketch, usage, ruler, narrow).lay();
        return ruler;
    }

    private void tips(StackRuler ruler) {
        for (int i = 0; i < usage.slices().size(); i++) {
            sketch.tip(ruler.sliceArea(i), ruler.describe(i));
        }
    }

    private void guardPage(Rectangle2D ruler) {
        if (!data.guardPage()) {
            return;
        }
        var band = new Rectangle2D.Double(ruler.getX(), ruler.getMaxY(), ruler.getWidth(), sketch.u(BAND));
        double x = ruler.getMaxX() + sketch.u(8);
        sketch.box(Role.GUARD, band, Looks.GUARD);
        sketch.text(
                ReportText.of("chart.guard-page"),
                Type.SMALL,
                Tone.ALARM,
                x,
                band.getCenterY() + sketch.u(4),
                Anchor.START);
        sketch.reach(x + sketch.width(ReportText.of("chart.guard-page"), Type.SMALL));
    }

    /// Addresses, and the stack pointer between or below them, so that no two are in one place.
    private void marks(StackRuler ruler, List<String> words) {
        double block = sketch.leading(Type.SMALL) * 2;
        double top = ruler.area().getMinY();
        double limit = ruler.area().getMaxY();
        double pointer = data.stackPointer().isPresent() ? pointerY(ruler.area()) : Double.NaN;
        boolean low = pointer <= limit && pointer > limit - block * 1.6;
        address(ruler, ReportText.of("chart.base"), usage.base(), top);
        address(ruler, ReportText.of("chart.limit"), usage.limit(), low ? limit : limit - block);
        if (data.stackPointer().isPresent()) {
            double above = low ? limit - block : limit - 2 * block;
            double first = pointer > limit ? limit + sketch.u(2) : top + block;
            double last = pointer > limit ? limit + sketch.u(BAND) - block : above;
            double y = Math.clamp(pointer - block / 2, first, Math.max(first, last));
            pointer(ruler.area(), words, pointer, y);
        }
    }

    private void address(StackRuler ruler, String name, long va, double top) {
        double x = ruler.area().getMinX() - sketch.u(14);
        double baseline = top + sketch.u(Type.SMALL.size());
        sketch.text(name, Type.SMALL, Tone.MUTED, x, baseline, Anchor.END);
        sketch.text(Words.address(va), Type.SMALL, Tone.MUTED, x, baseline + sketch.leading(Type.SMALL), Anchor.END);
    }

    private void pointer(Rectangle2D ruler, List<String> words, double y, double top) {
        double tip = ruler.getMinX() - sketch.u(1);
        double x = ruler.getMinX() - sketch.u(14);
        double baseline = top + sketch.u(Type.MARK.size());
        for (String word : words) {
            sketch.text(word, Type.MARK, Tone.ALARM, x, baseline, Anchor.END);
            baseline += sketch.leading(Type.MARK);
        }
        sketch.pointer(tip, y);
    }

    /// Height of the stack pointer; below the limit the band stands for one page.
    private double pointerY(Rectangle2D ruler) {
        long va = data.stackPointer().orElse(usage.limit());
        if (Long.compareUnsigned(va, usage.limit()) < 0) {
            double part = Math.clamp((double) Math.min(PAGE, usage.limit() - va) / PAGE, 0.2, 0.8);
            return ruler.getMaxY() + part * sketch.u(BAND);
        }
        return new StackRuler(usage, looks, ruler).y(Long.compareUnsigned(va, usage.base()) > 0 ? usage.base() : va);
    }

    /// "ESP 28 bytes" and "below the limit".
    private List<String> pointerWords() {
        if (data.stackPointer().isEmpty()) {
            return List.of();
        }
        long va = data.stackPointer().getAsLong();
        String register = data.wide() ? "RSP" : "ESP";
        if (Long.compareUnsigned(va, usage.base()) > 0) {
            return List.of(register + " " + distance(va - usage.base()), ReportText.of("chart.above-base"));
        }
        long below = usage.limit() - va;
        if (below == 0) {
            return List.of(register, ReportText.of("chart.at-limit"));
        }
        return below > 0
                ? List.of(register + " " + distance(below), ReportText.of("chart.below-limit"))
                : List.of(register + " " + distance(-below), ReportText.of("chart.above-limit"));
    }

    /// Distances that mean "somewhere else" are not counted out.
    private static String distance(long bytes) {
        return bytes < 0 || bytes > 0xf_ffff ? ReportText.of("chart.far") : Words.bytes(bytes);
    }
}
