package dev.gotstack.fuzz;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Images as files and as they lie in memory, with pages missing.
final class PeTarget implements Target {
    private static final int HEAD = 0x400;
    private static final int MOST = 200;

    private final List<Specimen> specimens = new ArrayList<>();

    PeTarget() {
        Corpus.files(".sys", ".exe")
                .forEach(file ->
                        specimens.add(new Specimen(String.valueOf(file.getFileName()), Corpus.read(file), HEAD)));
        for (boolean wide : new boolean[] {false, true}) {
            var writer = new PeWriter(wide).exports(List.of("Alpha", "Beta", "Gamma"));
            specimens.add(new Specimen("written", writer.file(), HEAD));
            specimens.add(new Specimen("written-loaded", writer.inMemory(), HEAD));
        }
    }

    @Override
    public String name() {
        return "pe";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        var missing = random.nextInt(4) == 0 ? Set.of(random.nextInt(1 + input.length / 0x1000)) : Set.<Integer>of();
        var source = new MemoryBytes(input, missing);
        use(random.nextBoolean() ? PeImage.file(source) : PeImage.inMemory(source), random);
    }

    static void use(PeImage image, SplittableRandom random) {
        image.problems();
        image.exportedSymbols().all().forEach(symbol -> image.section(symbol.rva()));
        image.pdbReference();
        image.version();
        image.runtimeFunctions().stream().limit(MOST).forEach(function -> tolerant(() -> image.unwindInfo(function)));
        for (int i = 0; i < 8; i++) {
            long rva = random.nextInt(0x10000);
            image.runtimeFunction(rva);
            tolerant(() -> image.bytes(rva, 0x20));
            tolerant(() -> image.relocated(rva, 0x20, 0xf8a3_0000L));
        }
    }

    private static void tolerant(Runnable read) {
        try {
            read.run();
        } catch (MalformedFileException damaged) {
            // one part is damaged: the others are asked all the same
            return;
        }
    }
}
