package dev.gotstack.ui.chart;

import dev.gotstack.report.ChartLayout;
import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.stack.Slice;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.GuardPage;

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
        var range = "Guard page, never mapped: "
                + Words.address(view.usage().limit() - GuardPage.SIZE) + " to "
                + Words.address(view.usage().limit());
        return view.overflowed()
                ? range + "\n" + Words.stackPointer(view.stackPointer()) + " " + Words.address(view.stackPointer())
                        + ", " + Words.count(view.usage().limit() - view.stackPointer(), "byte") + " below the limit"
                : range;
    }

    private static String slice(RulerView view, int index) {
        var slice = view.usage().slices().get(index);
        var range = Words.address(slice.start()) + " to " + Words.address(slice.end());
        var frame = slice.frame() < 0 ? "" : " · frame " + slice.frame();
        var kind =
                switch (slice.owner()) {
                    case TRAP_FRAME -> "Trap frame of ";
                    case UNATTRIBUTED -> "Owner unknown: ";
                    case FRAME, BASE, FREE -> "";
                };
        int portion = view.portions().ofSlice().get(index);
        var whose = portion < 0 ? "" : "\n" + whose(view, portion);
        return kind + slice.function() + "\n" + Words.count(slice.bytes(), "byte") + frame + "\n" + range + whose
                + leftOut(view, index);
    }

    private static String whose(RulerView view, int index) {
        var portion = view.portions().all().get(index);
        return "Of " + portion.name() + ": " + Words.count(portion.bytes(), "byte") + ", " + portion.percent() + " %";
    }

    private static String leftOut(RulerView view, int slice) {
        boolean gone = view.data()
                .whatIf()
                .map(answer -> answer.gone().contains(slice))
                .orElse(false);
        return gone ? "\nLeft out by the what-if" : "";
    }

    /// The whole ruler, and what is selected.
    static String of(RulerView view) {
        var usage = view.usage();
        var text = "Stack from " + Words.address(usage.base()) + " down to " + Words.address(usage.limit()) + ", "
                + Words.count(usage.size(), "byte") + ". ";
        var pointer = view.overflowed() ? Words.stackPointer(view.stackPointer()) + " is in the guard page. " : "";
        return text + pointer + selected(view);
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
        return "Selected frame " + view.frame() + ", "
                + frames.get(view.frame()).code().text() + ", " + Words.count(bytes, "byte") + ".";
    }
}
