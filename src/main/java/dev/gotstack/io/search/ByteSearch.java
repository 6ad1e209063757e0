package dev.gotstack.io.search;

import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/// Finds a sequence of bytes at any offset of a file. All processors search at once; what they find is told in the
// order
/// of the file, each find as soon as all before it are searched.
public final class ByteSearch {
    /// Most bytes of a sequence.
    public static final int LONGEST = 4096;

    private static final long CHUNK = 4 << 20;
    /// Finds kept of one chunk: a sequence that is met more often is looked for again from there.
    private static final int MOST_FINDS = 1 << 14;
    private static final String WHAT = "Searching the dump";

    private final MemorySegment memory;
    private final byte[] wanted;
    private final int first;
    private final int apart;

    private ByteSearch(MemorySegment memory, byte[] wanted) {
        this.memory = memory;
        this.wanted = wanted.clone();
        // By the two rarest bytes of the sequence as memory goes: zeros and ones are everywhere.
        var rarest = IntStream.range(0, wanted.length)
                .boxed()
                .sorted(Comparator.comparingInt(at -> commonness(wanted[at])))
                .limit(2)
                .sorted()
                .toList();
        this.first = rarest.getFirst();
        this.apart = rarest.getLast() - first;
    }

    private static int commonness(byte value) {
        return switch (value) {
            case 0 -> 3;
            case -1 -> 2;
            case 1 -> 1;
            default -> 0;
        };
    }

    /// Looks for all occurrences, those that overlap too.
    ///
    /// @param wanted 1 to [#LONGEST] bytes
    /// @param from where to begin
    /// @param threads how many search at once
    /// @param found is given the offset of each find, in ascending order; false stops the search
    /// @throws java.util.concurrent.CancellationException if `progress` throws it
    public static void run(
            MappedFile file, byte[] wanted, long from, int threads, LongPredicate found, Progress progress) {
        if (wanted.length == 0 || wanted.length > LONGEST) {
            throw new IllegalArgumentException("1 to " + LONGEST + " bytes can be searched for");
        }
        try {
            new ByteSearch(file.memory(), wanted).all(from, threads, found, progress);
        } catch (InternalError fault) {
            throw file.cutOff(file.size(), fault);
        }
    }

    /// Places in ascending order.
    ///
    /// @param rest where the search stopped because there were too many
    private record Finds(long[] places, long rest) {}

    private void all(long from, int threads, LongPredicate found, Progress progress) {
        long end = memory.byteSize() - wanted.length + 1;
        var running = new ArrayDeque<Future<Finds>>();
        try (var workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            long submitted = from;
            for (long chunk = from; chunk < end; chunk += CHUNK) {
                while (submitted < end && running.size() < 2 * threads) {
                    long start = submitted;
                    running.add(workers.submit(() -> search(start, Math.min(end, start + CHUNK))));
                    submitted += CHUNK;
                }
                progress.at(WHAT, chunk, end);
                if (!tell(result(running.remove()), Math.min(end, chunk + CHUNK), found)) {
                    return;
                }
            }
        } finally {
            running.forEach(task -> task.cancel(false));
        }
    }

    private static Finds result(Future<Finds> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The search was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InternalError fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean tell(Finds finds, long end, LongPredicate found) {
        var told = finds;
        while (true) {
            for (long place : told.places()) {
                if (!found.test(place)) {
                    return false;
                }
            }
            if (told.rest() >= end) {
                return true;
            }
            told = search(told.rest(), end);
        }
    }

    /// What begins between two offsets.
    private Finds search(long from, long to) {
        var places = new long[16];
        int count = 0;
        long blocks = from + (to - from) / Sieve.BLOCK * Sieve.BLOCK;
        long at = from;
        while (at < to && count < MOST_FINDS) {
            long block = at < blocks ? sieved(at, blocks) : at;
            long end = Math.min(to, block + Sieve.BLOCK);
            places = count + Sieve.BLOCK > places.length ? Arrays.copyOf(places, 2 * count + Sieve.BLOCK) : places;
            for (long place = block; place < end; place++) {
                if (isAt(place)) {
                    places[count++] = place;
                }
            }
            at = end;
        }
        return new Finds(Arrays.copyOf(places, count), at);
    }

    private long sieved(long from, long to) {
        return Sieve.next(memory, from + first, to + first, wanted[first], wanted[first + apart], apart) - first;
    }

    private boolean isAt(long place) {
        if (memory.get(ValueLayout.JAVA_BYTE, place + first) != wanted[first]) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, place + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
