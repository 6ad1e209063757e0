package dev.gotstack.bench.limit;

import dev.gotstack.synth.Dump64Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Writes 64-bit dumps full of random bytes, with page tables that map many pages: a block of consecutive addresses on
/// pages from everywhere, and one page in each of many tables.
final class LargeDump {
    /// Where the block of pages is mapped.
    static final long BLOCK = 0xffff_f804_0000_0000L;
    /// Where one page a table is mapped, two megabytes apart.
    static final long SCATTERED = 0xffff_d000_0000_0000L;

    static final int BLOCK_PAGES = 256_000;
    static final int TABLES = 100_000;

    private static final int PAGE = 0x1000;
    private static final int HEADER = 0x2000;
    private static final int RUNS = 16;

    private final SplittableRandom random = new SplittableRandom(20);
    private final Path path;
    private final long[] pfns;
    private final byte[] start;
    private final Map<Integer, ByteBuffer> written = new HashMap<>();
    private int taken;

    private LargeDump(Path path, long[] pfns, byte[] start) {
        this.path = path;
        this.pfns = pfns;
        this.start = start;
    }

    /// A complete dump of 16 runs.
    static void full(Path path, int pages) throws IOException {
        var random = new SplittableRandom(1);
        var pfns = new long[pages];
        var header = new Dump64Writer().putInt(0x88, RUNS).put(0x90, pages);
        long pfn = 1;
        int at = 0;
        for (int run = 0; run < RUNS; run++) {
            int size = run == RUNS - 1 ? pages - at : pages / RUNS / 2 + random.nextInt(pages / RUNS);
            header.put(0x98 + 16 * run, pfn).put(0xa0 + 16 * run, size);
            for (int i = 0; i < size; i++) {
                pfns[at++] = pfn++;
            }
            pfn += 16 + random.nextInt(0x2000);
        }
        write(new LargeDump(path, pfns, header.put(0x10, pfns[pages / 2] << 12).with(new byte[0])));
    }

    /// A bitmap dump of twice as many bits as pages, in about as many stretches as a quarter of the pages.
    static void bitmap(Path path, int pages) throws IOException {
        var random = new SplittableRandom(2);
        var bits = new BitSet(2 * pages);
        while (bits.cardinality() < pages) {
            int from = random.nextInt(2 * pages / 64) * 64;
            long word = random.nextInt(3) == 0 ? -1 : random.nextInt(2) == 0 ? 0 : random.nextLong();
            for (int i = 0; i < 64 && bits.cardinality() < pages; i++) {
                if ((word >>> i & 1) != 0) {
                    bits.set(from + i);
                }
            }
        }
        int size = (HEADER + 0x38 + 2 * pages / 8 + PAGE - 1) / PAGE * PAGE;
        var table = ByteBuffer.allocate(size - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        table.put(0, "FDMPDUMP".getBytes(StandardCharsets.US_ASCII));
        table.putLong(0x20, size).putLong(0x28, pages).putLong(0x30, 2L * pages);
        table.put(0x38, bits.toByteArray());
        var pfns = bits.stream().asLongStream().toArray();
        var header = new Dump64Writer().putInt(0xf98, 5).put(0x10, pfns[pages / 2] << 12);
        write(new LargeDump(path, pfns, header.with(table.array())));
    }

    private static void write(LargeDump dump) throws IOException {
        dump.taken = dump.pfns.length / 2;
        dump.table(dump.taken++);
        var order = dump.shuffled();
        for (int i = 0; i < BLOCK_PAGES; i++) {
            dump.map(BLOCK + (long) i * PAGE, dump.pfns[order.get(i)]);
        }
        for (int i = 0; i < TABLES; i++) {
            dump.map(SCATTERED + ((long) i << 21), dump.pfns[order.get(i % order.size())]);
        }
        dump.save();
    }

    private List<Integer> shuffled() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < pfns.length / 2; i++) {
            order.add(i);
        }
        for (int i = order.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            order.set(other, order.set(i, order.get(other)));
        }
        return order;
    }

    private ByteBuffer table(int index) {
        return written.computeIfAbsent(
                index, ignored -> ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN));
    }

    private final Map<Long, Integer> indexes = new HashMap<>();

    private void map(long va, long pfn) {
        int table = pfns.length / 2;
        for (int shift = 39; shift > 12; shift -= 9) {
            int slot = (int) (va >>> shift & 0x1ff) * 8;
            var entries = table(table);
            if (entries.getLong(slot) == 0) {
                entries.putLong(slot, pfns[taken] << 12 | 0x63);
                indexes.put(pfns[taken], taken);
                table(taken++);
            }
            table = indexes.getOrDefault(entries.getLong(slot) >>> 12 & 0xff_ffff_ffffL, 0);
        }
        table(table).putLong((int) (va >>> 12 & 0x1ff) * 8, pfn << 12 | 0x63);
    }

    private void save() throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(start));
            var chunk = ByteBuffer.allocate(256 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < pfns.length; i++) {
                var page = written.get(i);
                if (page != null) {
                    chunk.put(page.array());
                } else {
                    for (int word = 0; word < PAGE / 8; word++) {
                        chunk.putLong(random.nextLong());
                    }
                }
                if (!chunk.hasRemaining() || i == pfns.length - 1) {
                    file.write(chunk.flip());
                    chunk.clear();
                }
            }
        }
    }
}
