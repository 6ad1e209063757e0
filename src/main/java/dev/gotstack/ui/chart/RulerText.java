package dev.gotstack.ui.chart;

import dev.gotstack.report.ChartLayout;
import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.stack.Slice;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.GuardPage;
import java.util.ArrayList;

/// The ruler in words: for tooltips, and for those who cannot see it.
final class RulerText {
    private RulerText() {}

    /// What lies at a place of the layout; empty if nothing does.
    static String at(RulerView view, ChartLayout layout, double x, double y) {
        boolean guard = layout.boxes().stream()
                .anyMatch(box -> box.role() == Role.GUARD && box.area().contains(x, y));
        if (guard) {
            return guard(view);
        }
        var ruler = layout.ruler();
        if (ruler.area().contains(x, y)) {
            var slice = ruler.sliceAt(y);
            return slice.isEmpty() ? "" : slice(view, slice.getAsInt());
        }
        return layout.tips().stream()
                .filter(tip -> near(tip, x, y))
                .map(ChartLayout.Tip::text)
                .findFirst()
                .orElse("");
    }

    /// Brackets are thin: beside them is meant for them too.
    private static boolean near(ChartLayout.Tip tip, double x, double y) {
        var area = tip.area();
        return x >= area.getMinX() && x <= area.getMaxX() + 80 && y >= area.getMinY() && y <= area.getMaxY();
    }

    private static String guard(RulerView view) {
        long limit = view.usage().limit();
        var range = UiText.of("ruler.guard", Words.address(limit - GuardPage.SIZE), Words.address(limit));
        return view.overflowed()
                ? range + "\n"
                        + UiText.of(
                                "ruler.pointer",
                                Words.stackPointer(view.stackPointer()) + " " + Words.address(view.stackPointer()),
                                Words.count(limit - view.stackPointer(), "byte"))
                : range;
    }

    private static String slice(RulerView view, int index) {
        var slice = view.usage().slices().get(index);
        var range = UiText.of("ruler.range", Words.address(slice.start()), Words.address(slice.end()));
        var bytes = Words.count(slice.bytes(), "byte");
        var size = slice.frame() < 0 ? bytes : UiText.of("ruler.bytes-of-frame", bytes, String.valueOf(slice.frame()));
        var name =
                switch (slice.owner()) {
                    case TRAP_FRAME -> UiText.of("ruler.trap-frame", slice.function());
                    case UNATTRIBUTED -> UiText.of("ruler.unknown", slice.name());
                    case FRAME, BASE, FREE -> slice.name().local();
                };
        int portion = view.portions().ofSlice().get(index);
        var whose = portion < 0 ? "" : "\n" + whose(view, portion);
        return name + "\n" + size + "\n" + range + whose + leftOut(view, index);
    }

    private static String whose(RulerView view, int index) {
        var portion = view.portions().all().get(index);
        return UiText.of("ruler.whose", portion.name(), Words.count(portion.bytes(), "byte"), portion.percent());
    }

    private static String leftOut(RulerView view, int slice) {
        boolean gone = view.data()
                .whatIf()
                .map(answer -> answer.gone().contains(slice))
                .orElse(false);
        return gone ? "\n" + UiText.of("ruler.left-out") : "";
    }

    /// The whole ruler, and what is selected.
    static String of(RulerView view) {
        var usage = view.usage();
        var sentences = new ArrayList<String>();
        sentences.add(UiText.of(
                "ruler.stack",
                Words.address(usage.base()),
                Words.address(usage.limit()),
                Words.count(usage.size(), "byte")));
        if (view.overflowed()) {
            sentences.add(UiText.of("ruler.overflowed", Words.stackPointer(view.stackPointer())));
        }
        sentences.add(selected(view));
        return String.join(" ", sentences);
    }

    private static String selected(RulerView view) {
        var frames = view.analysis().reconstructedStack().frames();
        if (view.frame() < 0 || view.frame() >= frames.size()) {
            return "";
        }
        long bytes = view.usage().slices().stream()
                .filter(slice -> slice.frame() == view.frame())
                .mapToLong(Slice::bytes)
                .sum();
        return UiText.of(
                "ruler.selected",
                String.valueOf(view.frame()),
                frames.get(view.frame()).code().text(),
                Words.count(bytes, "byte"));
    }
}
