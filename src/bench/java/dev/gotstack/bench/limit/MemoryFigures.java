package dev.gotstack.bench.limit;

import dev.gotstack.dump.Dump;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.memory.PageTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Dumps of 2 GiB: opening, looking up, translating, searching, comparing.
final class MemoryFigures {
    private static final int TRIES = 1 << 21;
    private static final int OPENINGS = 50;
    private static final byte[] WANTED = {0x01, (byte) 0x90, 0x5a, 0x4d};

    private final Figures figures;
    private final Path full;
    private final Path bitmap;
    private final Path copy;
    private final SplittableRandom random = new SplittableRandom(7);

    MemoryFigures(Figures figures, Path full, Path bitmap, Path copy) {
        this.figures = figures;
        this.full = full;
        this.bitmap = bitmap;
        this.copy = copy;
    }

    void measure() throws IOException {
        open("open a complete dump of 2 GiB", full);
        open("open a bitmap dump of 2 GiB", bitmap);
        try (var complete = Dump.open(full);
                var marked = Dump.open(bitmap);
                var other = Dump.open(copy);
                var file = MappedFile.open(full)) {
            lookUp("look up a physical page, 16 runs", complete);
            lookUp("look up a physical page, bitmap", marked);
            translations((PageTables) complete.kernelSpace());
            double gigabytes = complete.size() / 1e9;
            figures.time("search a fresh mapping, one thread", this::searchAnew, s -> gigabytes / s);
            // As the C program does, with all pages mapped: once without being measured.
            figures.timeWarm("search four bytes, one thread", 1, () -> search(file, 1), s -> gigabytes / s);
            figures.time("search four bytes, all processors", () -> search(file, 2), s -> gigabytes / s);
            figures.time(
                    "compare two dumps",
                    () -> complete.compare(other, Progress.NONE).same(),
                    s -> gigabytes / s);
        }
    }

    private void open(String what, Path dump) throws IOException {
        figures.timeWarm(
                what,
                1,
                () -> {
                    long pages = 0;
                    for (int i = 0; i < OPENINGS; i++) {
                        try (var open = Dump.open(dump)) {
                            pages += open.physical().pageCount();
                        }
                    }
                    return pages;
                },
                s -> s * 1e3 / OPENINGS);
    }

    private long searchAnew() throws IOException {
        try (var file = MappedFile.open(full)) {
            return search(file, 1);
        }
    }

    private static long search(MappedFile file, int threads) {
        long[] found = {0};
        ByteSearch.run(file, WANTED, 0, threads, at -> ++found[0] > 0, Progress.NONE);
        return found[0];
    }

    private void lookUp(String what, Dump dump) throws IOException {
        var addresses = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = Math.max(0, dump.physical().addressAt(random.nextLong(0x3000, dump.size())));
        }
        var physical = dump.physical();
        figures.time(
                what,
                () -> {
                    long found = 0;
                    for (long address : addresses) {
                        found += physical.fileOffset(address);
                    }
                    return found;
                },
                s -> TRIES / s / 1e6);
    }

    private void translations(PageTables space) throws IOException {
        var addresses = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.BLOCK + (random.nextLong(LargeDump.BLOCK_PAGES) << 12) + random.nextInt(0xff8);
        }
        translate("translate, random in 256,000 pages", space, addresses);
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.BLOCK + ((long) i % LargeDump.BLOCK_PAGES << 12);
        }
        translate("translate, one page after the other", space, addresses);
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.SCATTERED + (random.nextLong(LargeDump.TABLES) << 21) + random.nextInt(0xff8);
        }
        for (long i = 0; i < LargeDump.TABLES; i++) {
            space.physicalAddress(LargeDump.SCATTERED + (i << 21));
        }
        translate("translate, scattered over 100,000 tables", space, addresses);
    }

    private void translate(String what, PageTables space, long[] addresses) throws IOException {
        figures.timeWarm(what, 5, () -> all(space, addresses), s -> TRIES / s / 1e6);
    }

    private static long all(PageTables space, long[] addresses) {
        long found = 0;
        for (long address : addresses) {
            found += space.physicalAddress(address);
        }
        return found;
    }
}
