package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.memory.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Which physical pages of two dumps are the same, differ, or are held by one of them only. All processors compare at
/// once.
///
/// @param same pages held by both with the same bytes
/// @param onlyFirst pages of the first dump that the second does not hold
/// @param onlySecond pages of the second dump that the first does not hold
/// @param different stretches of pages with different bytes, in the order of the first dump's file
public record PageComparison(long same, long onlyFirst, long onlySecond, List<Stretch> different) {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;
    /// Pages one task compares.
    private static final long PART = 1024;

    /// Pages that follow each other.
    ///
    /// @param address physical address of the first
    public record Stretch(long address, long pages) {}

    /// How many pages differ.
    public long differentPages() {
        return different.stream().mapToLong(Stretch::pages).sum();
    }

    /// One dump's file and the pages in it.
    record Side(MappedFile file, PhysicalMemory physical) {}

    /// @throws CancellationException if `progress` throws it
    static PageComparison of(Side first, Side second, int threads, Progress progress) {
        var parts = new ArrayList<PageComparison>();
        try (var workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            var running = new ArrayList<Future<PageComparison>>();
            try {
                for (long at = 0; at < first.file().size(); at += PART * PAGE) {
                    long from = at;
                    running.add(workers.submit(() -> part(first, second, from)));
                }
                for (int i = 0; i < running.size(); i++) {
                    progress.at("Comparing pages", i, running.size());
                    parts.add(running.get(i).get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The comparison was interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                running.forEach(task -> task.cancel(false));
            }
        }
        return joined(parts, second.physical().pageCount());
    }

    private static PageComparison joined(List<PageComparison> parts, long pagesOfSecond) {
        long same = 0;
        long onlyFirst = 0;
        var different = new ArrayList<Stretch>();
        for (var part : parts) {
            same += part.same;
            onlyFirst += part.onlyFirst;
            part.different.forEach(stretch -> add(different, stretch));
        }
        long shared = same + different.stream().mapToLong(Stretch::pages).sum();
        return new PageComparison(same, onlyFirst, pagesOfSecond - shared, different);
    }

    private static void add(List<Stretch> stretches, Stretch next) {
        var last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null && last.address() + last.pages() * PAGE == next.address()) {
            stretches.set(stretches.size() - 1, new Stretch(last.address(), last.pages() + next.pages()));
        } else {
            stretches.add(next);
        }
    }

    /// The pages that begin in a part of the first file.
    private static PageComparison part(Side first, Side second, long from) {
        long same = 0;
        long onlyFirst = 0;
        var different = new ArrayList<Stretch>();
        long end = Math.min(first.file().size(), from + PART * PAGE);
        for (long at = firstPage(first.physical(), from, end); at < end; at += PAGE) {
            long pa = first.physical().addressAt(at);
            if (pa < 0 || first.physical().fileOffset(pa) != at || !isWhole(first, at)) {
                continue;
            }
            long there = second.physical().fileOffset(pa);
            if (there < 0 || !isWhole(second, there)) {
                onlyFirst++;
            } else if (first.file().equals(at, second.file(), there, PAGE)) {
                same++;
            } else {
                add(different, new Stretch(pa, 1));
            }
        }
        return new PageComparison(same, onlyFirst, 0, different);
    }

    /// Whether all of a page is in the file: the last one of a dump that is cut off is not.
    private static boolean isWhole(Side side, long at) {
        return at + PAGE <= side.file().size();
    }

    /// Where the first page begins that lies in a part: pages lie at multiples of their size from some offset.
    private static long firstPage(PhysicalMemory physical, long from, long end) {
        for (long at = from; at < end; at += PAGE) {
            long pa = physical.addressAt(at + PAGE - 1);
            if (pa >= 0) {
                return at + PAGE - 1 - (pa & PAGE - 1);
            }
        }
        return end;
    }
}
