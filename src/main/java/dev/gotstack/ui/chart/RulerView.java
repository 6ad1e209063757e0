package dev.gotstack.ui.chart;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.ChartData;
import dev.gotstack.report.ChartStyle;
import dev.gotstack.report.Portions;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.windows.GuardPage;
import java.util.OptionalLong;

/// What the ruler shows.
///
/// @param data the chart of the dump, with the what-if in force
/// @param portions what its colours stand for
/// @param stackPointer ESP of the context in force; 0 if unknown
/// @param frame the selected frame, or -1
/// @param portion the portion to point out, or -1
record RulerView(
        Analysis analysis,
        ChartData data,
        Portions portions,
        ChartStyle style,
        long stackPointer,
        int frame,
        int portion) {

    RulerView withFrame(int selected) {
        return new RulerView(analysis, data, portions, style, stackPointer, selected, portion);
    }

    RulerView withPortion(int pointed) {
        return new RulerView(analysis, data, portions, style, stackPointer, frame, pointed);
    }

    RulerView withPortions(Portions other) {
        return new RulerView(analysis, data, other, style, stackPointer, frame, -1);
    }

    RulerView withData(ChartData other) {
        return new RulerView(analysis, other, portions, style, stackPointer, frame, portion);
    }

    RulerView withStyle(ChartStyle other) {
        return new RulerView(analysis, data, portions, other, stackPointer, frame, portion);
    }

    RulerView withStackPointer(long pointer) {
        return new RulerView(analysis, data, portions, style, pointer, frame, portion);
    }

    StackUsage usage() {
        return data.usage();
    }

    /// The chart with the stack pointer in force, which is drawn only where it has to do with this stack.
    ChartData drawn() {
        boolean here = overflowed() || onStack();
        return data.withStackPointer(here ? OptionalLong.of(stackPointer) : OptionalLong.empty());
    }

    /// Whether ESP lies below the stack, in its guard page.
    boolean overflowed() {
        long below = usage().limit() - stackPointer;
        return below > 0 && below <= GuardPage.SIZE;
    }

    /// Whether ESP lies on this stack.
    boolean onStack() {
        return Long.compareUnsigned(stackPointer, usage().limit()) >= 0
                && Long.compareUnsigned(stackPointer, usage().base()) < 0;
    }
}
