package dev.gotstack.symbol.pdb;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Records about ranges of code that may nest, to be found by address.
final class CodeRanges<R extends CodeRange> {
    private final List<R> byStart;
    /// The furthest end among the records up to each: going back from an address can stop where none reaches it.
    private final long[] reach;

    CodeRanges(List<R> records) {
        byStart = records.stream()
                .sorted(Comparator.comparingLong(CodeRange::start))
                .toList();
        reach = new long[byStart.size()];
        long furthest = 0;
        for (int i = 0; i < reach.length; i++) {
            var record = byStart.get(i);
            furthest = Math.max(furthest, record.start() + record.size());
            reach[i] = furthest;
        }
    }

    /// All records, sorted by start.
    List<R> all() {
        return byStart;
    }

    /// Of the records that cover an RVA the one with the smallest range; of equal ones the one that starts last.
    Optional<R> covering(long rva) {
        Optional<R> best = Optional.empty();
        for (int i = lastStartAtOrBelow(rva); i >= 0 && reach[i] > rva; i--) {
            var record = byStart.get(i);
            if (record.covers(rva)
                    && (best.isEmpty() || record.size() < best.get().size())) {
                best = Optional.of(record);
            }
        }
        return best;
    }

    private int lastStartAtOrBelow(long rva) {
        int low = 0;
        int high = byStart.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byStart.get(middle).start() <= rva) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
