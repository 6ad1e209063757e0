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
                long end = Math.max(first.file().size(), second.file().size());
                for (long at = 0; at < end; at += PART * PAGE) {
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
        return joined(parts);
    }

    /// @param parts in which all pages of the second dump count as its own
    private static PageComparison joined(List<PageComparison> parts) {
        long same = 0;
        long onlyFirst = 0;
        long ofSecond = 0;
        var different = new ArrayList<Stretch>();
        for (var part : parts) {
            same += part.same;
            onlyFirst += part.onlyFirst;
            ofSecond += part.onlySecond;
            part.different.forEach(stretch -> add(different, stretch));
        }
        long shared = same + different.stream().mapToLong(Stretch::pages).sum();
        return new PageComparison(same, onlyFirst, ofSecond - shared, different);
    }

    private static void add(List<Stretch> stretches, Stretch next) {
        var last = stretches.isEmpty() ? null : stretches.getLast();
        if (last != null && last.address() + last.pages() * PAGE == next.address()) {
            stretches.set(stretches.size() - 1, new Stretch(last.address(), last.pages() + next.pages()));
        } else {
            stretches.add(next);
        }
    }

    /// The pages that begin in a part of the first file, and how many begin there in the second.
    private static PageComparison part(Side first, Side second, long from) {
        long same = 0;
        long onlyFirst = 0;
        var different = new ArrayList<Stretch>();
        long end = Math.min(first.file().size(), from + PART * PAGE);
        for (long at = firstPage(first.physical(), from, end); at < end; at += PAGE) {
            if (!holds(first, at)) {
                continue;
            }
            long pa = first.physical().addressAt(at);
            long there = second.physical().fileOffset(pa);
            if (there < 0 || !isWhole(second, there)) {
                onlyFirst++;
            } else if (first.file().equals(at, second.file(), there, PAGE)) {
                same++;
            } else {
                add(different, new Stretch(pa, 1));
            }
        }
        return new PageComparison(same, onlyFirst, count(second, from), different);
    }

    private static long count(Side side, long from) {
        long pages = 0;
        long end = Math.min(side.file().size(), from + PART * PAGE);
        for (long at = firstPage(side.physical(), from, end); at < end; at += PAGE) {
            pages += holds(side, at) ? 1 : 0;
        }
        return pages;
    }

    /// Whether a whole page begins there, and it is the one that counts where a dump names one twice.
    private static boolean holds(Side side, long at) {
        long pa = side.physical().addressAt(at);
        return pa >= 0 && side.physical().fileOffset(pa) == at && isWhole(side, at);
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
