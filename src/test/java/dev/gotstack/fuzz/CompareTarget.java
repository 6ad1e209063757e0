package dev.gotstack.fuzz;

import dev.gotstack.dump.Dump;
import dev.gotstack.dump.PageComparison;
import dev.gotstack.io.Progress;
import dev.gotstack.memory.PhysicalMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Two dumps compared page by page: a damaged one with a sound one, both ways.
final class CompareTarget implements Target {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;

    private final Scratch first;
    private final Scratch second;
    private final List<Specimen> specimens = Corpus.writtenDumps();

    CompareTarget(Path folder) throws IOException {
        this.first = new Scratch(folder, ".dmp");
        this.second = new Scratch(folder, ".dmp");
    }

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        var sound = specimens.get(random.nextInt(specimens.size())).bytes();
        try (var damaged = Dump.open(first.with(input));
                var whole = Dump.open(second.with(sound.clone()))) {
            check(damaged, whole, damaged.compare(whole, Progress.NONE));
            check(whole, damaged, whole.compare(damaged, Progress.NONE));
        }
    }

    private static void check(Dump one, Dump other, PageComparison compared) {
        Expect.that(compared.same() >= 0 && compared.onlyFirst() >= 0, "fewer than no pages");
        long shared = compared.same() + compared.differentPages();
        Expect.that(shared + compared.onlyFirst() <= one.size() / PAGE, "more pages than the file has");
        var mine = new byte[PAGE];
        var theirs = new byte[PAGE];
        for (var stretch : compared.different()) {
            for (long i = 0; i < Math.min(stretch.pages(), 16); i++) {
                long pa = stretch.address() + i * PAGE;
                boolean both = one.physical().read(pa, mine, 0, PAGE)
                        && other.physical().read(pa, theirs, 0, PAGE);
                Expect.that(both && !Arrays.equals(mine, theirs), "a page is called different and is not");
            }
        }
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
