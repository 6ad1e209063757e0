package dev.gotstack.ui.stack;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Entries;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a reconstructed stack: frames, with each repeated sequence of calls folded into one row that unfolds
/// into its rounds, which unfold into their frames.
final class StackOutline {
    private final CallStack stack;
    private final String end;
    private final List<Cycle> cycles;
    private final long[] bytes;
    private final Set<StackRow> open = new HashSet<>();

    /// @param end how it ends, in words
    private StackOutline(CallStack stack, String end, List<Cycle> cycles, long[] bytes) {
        this.stack = stack;
        this.end = end;
        this.cycles = cycles;
        this.bytes = bytes;
    }

    static StackOutline of(Analysis analysis) {
        var stack = analysis.reconstructedStack();
        var usage = analysis.usage().orElse(null);
        return new StackOutline(
                stack, Entries.end(analysis.kernel(), stack).local(), cycles(stack, usage), bytes(stack, usage));
    }

    /// The rows to show now, newest frame first.
    List<StackRow> rows() {
        var rows = new ArrayList<StackRow>();
        int at = 0;
        for (var cycle : cycles) {
            frames(at, cycle.first(), 0, rows);
            var folded = folded(cycle);
            rows.add(folded);
            if (open.contains(folded)) {
                rounds(cycle, rows);
            }
            at = cycle.end();
        }
        frames(at, stack.frames().size(), 0, rows);
        rows.add(new StackRow.End(end, stack.complete()));
        return rows;
    }

    boolean isOpen(StackRow row) {
        return open.contains(row);
    }

    /// Folds or unfolds a row. A cycle unfolds with its newest round, since that is what one wants to see.
    void open(StackRow row, boolean wanted) {
        if (!wanted) {
            open.remove(row);
        } else if (row.folds()) {
            open.add(row);
            if (row instanceof StackRow.Folded folded) {
                open.add(round(folded.cycle(), 1));
            }
        }
    }

    /// Unfolds whatever hides a frame.
    void reveal(int frame) {
        for (var cycle : cycles) {
            if (frame >= cycle.first() && frame < cycle.end()) {
                open.add(folded(cycle));
                open.add(round(cycle, (frame - cycle.first()) / cycle.period() + 1));
            }
        }
    }

    private void rounds(Cycle cycle, List<StackRow> rows) {
        for (int number = 1; number <= cycle.rounds(); number++) {
            var round = round(cycle, number);
            rows.add(round);
            if (open.contains(round)) {
                frames(round.first(), round.end(), 2, rows);
            }
        }
    }

    private void frames(int from, int to, int level, List<StackRow> rows) {
        for (int i = from; i < to; i++) {
            rows.add(new StackRow.Single(i, level, bytes[i], stack.frames().get(i)));
        }
    }

    private StackRow.Folded folded(Cycle cycle) {
        var names = new ArrayList<String>();
        for (var name : cycle.functions()) {
            var own = name.substring(name.indexOf('!') + 1);
            if (names.isEmpty() || !names.getLast().equals(own)) {
                names.add(own);
            }
        }
        return new StackRow.Folded(cycle, String.join(" → ", names));
    }

    private StackRow.Round round(Cycle cycle, int number) {
        int first = cycle.first() + (number - 1) * cycle.period();
        return new StackRow.Round(
                cycle,
                number,
                Arrays.stream(bytes, first, first + cycle.period()).sum());
    }

    private static long[] bytes(CallStack stack, @Nullable StackUsage usage) {
        int frames = stack.frames().size();
        return usage == null ? new long[frames] : usage.bytesOfFrames(frames);
    }

    /// The cycles that can be folded: in order, none within another, none beyond the stack's end.
    private static List<Cycle> cycles(CallStack stack, @Nullable StackUsage usage) {
        var result = new ArrayList<Cycle>();
        int at = 0;
        for (var cycle : usage == null ? List.<Cycle>of() : usage.cycles()) {
            if (cycle.first() >= at && cycle.end() <= stack.frames().size() && cycle.rounds() > 0) {
                result.add(cycle);
                at = cycle.end();
            }
        }
        return result;
    }
}
