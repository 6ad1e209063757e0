package dev.gotstack.report;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;

/// The rebuilt stack as people read it: newest frame first, repeated calls in one row.
public final class FoldedStack {
    private FoldedStack() {}

    /// A row.
    public sealed interface Row {}

    /// One frame.
    ///
    /// @param bytes stack bytes charged to it
    public record Single(int index, Frame frame, long bytes) implements Row {}

    /// A sequence of calls that repeats.
    public record Repeated(Cycle cycle) implements Row {}

    /// All rows of an analysis.
    public static List<Row> of(Analysis analysis) {
        var frames = analysis.reconstructedStack().frames();
        var cycles = analysis.usage().map(StackUsage::cycles).orElse(List.of());
        var rows = new ArrayList<Row>();
        int at = 0;
        for (var cycle : cycles) {
            if (cycle.first() >= at && cycle.end() <= frames.size() && cycle.rounds() > 0) {
                singles(analysis, at, cycle.first(), rows);
                rows.add(new Repeated(cycle));
                at = cycle.end();
            }
        }
        singles(analysis, at, frames.size(), rows);
        return rows;
    }

    private static void singles(Analysis analysis, int from, int to, List<Row> rows) {
        for (int i = from; i < to; i++) {
            int index = i;
            long bytes = analysis.usage().map(usage -> usage.bytesOf(index)).orElse(0L);
            rows.add(new Single(i, analysis.reconstructedStack().frames().get(i), bytes));
        }
    }
}
