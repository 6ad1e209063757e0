package dev.gotstack.fuzz;

import dev.gotstack.dump.Dump;
import dev.gotstack.io.Progress;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Headers, page maps, page tables and blocks of dump files of every format.
final class DumpTarget implements Target {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;
    private static final int SMALL = 160 << 10;

    private final Scratch scratch;
    private final List<Specimen> specimens;

    DumpTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".dmp");
        this.specimens = new ArrayList<>(Corpus.writtenDumps());
        Corpus.dumps().stream()
                .filter(specimen -> specimen.bytes().length <= SMALL)
                .forEach(specimens::add);
    }

    @Override
    public String name() {
        return "dump";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        try (var dump = Dump.open(scratch.with(input))) {
            virtual(dump.kernelSpace());
            virtual(dump.space(random.nextLong() >>> random.nextInt(64)));
            physical(dump, random);
            if (random.nextInt(32) == 0) {
                dump.search().run(new byte[] {'P', 'A'}, find -> true, Progress.NONE);
                var compared = dump.compare(dump, Progress.NONE);
                Expect.that(compared.differentPages() == 0, "a dump differs from itself");
            }
        }
    }

    private static void virtual(AddressSpace space) {
        var bytes = new byte[PAGE + 0x800];
        long at = space.nextMapped(0, -1);
        for (int i = 0; i < 12 && at != -1; i++) {
            int got = space.read(at, bytes, 0, bytes.length);
            Expect.that((got == 0) == space.hole(at).isPresent(), "a byte is missing without a reason");
            Expect.that(got == bytes.length || space.hole(at + got).isPresent(), "the end has no reason");
            Expect.that(space.value(at, 8).isPresent() == (got >= 8), "a value without its bytes");
            var translation = space.translate(at);
            Expect.that(
                    translation.isEmpty() || translation.get() instanceof Translation.Mapped,
                    "a page is mapped and is not");
            at = space.nextMapped(at + PAGE, -1);
        }
    }

    private static void physical(Dump dump, SplittableRandom random) {
        var memory = dump.physical();
        var page = new byte[PAGE];
        for (int i = 0; i < 12; i++) {
            long pa = random.nextLong() >>> random.nextInt(64) & -PAGE;
            long offset = memory.fileOffset(pa);
            Expect.that(memory.read(pa, page, 0, PAGE) == offset >= 0, "a page without a place");
            memory.absence(pa);
            long there = random.nextLong(dump.size());
            long address = memory.addressAt(there);
            if (address >= 0 && there / PAGE < memory.pageCount()) {
                // Pages may be claimed twice: then the address has another place, but it has one unless it is cut off.
                long back = memory.fileOffset(address);
                Expect.that(back == there || back < dump.size(), "a place outside the file");
            }
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
