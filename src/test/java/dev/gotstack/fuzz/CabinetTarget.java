package dev.gotstack.fuzz;

import dev.gotstack.io.Progress;
import dev.gotstack.io.packed.Cabinet;
import dev.gotstack.synth.CabinetWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Cabinets in which symbol stores keep files.
final class CabinetTarget implements Target {
    private static final long MOST = 1 << 20;

    private final Scratch scratch;
    private final Path out;

    CabinetTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".pd_");
        this.out = Files.createTempFile(folder, "unpacked-", ".pdb");
    }

    @Override
    public String name() {
        return "cabinet";
    }

    @Override
    public List<Specimen> specimens() {
        var content = "some bytes that repeat, some bytes that repeat, and some that do not: 0123456789"
                .repeat(40)
                .getBytes(StandardCharsets.UTF_8);
        return List.of(
                new Specimen("stored", CabinetWriter.stored("a.pdb", content), 0x60),
                new Specimen("mszip", CabinetWriter.mszip("a.pdb", content), 0x60),
                new Specimen("lzx", CabinetWriter.lzx("a.pdb", content), 0x60));
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        Cabinet.unpack(scratch.with(input), out, MOST, Progress.NONE);
        Expect.that(Files.size(out) <= MOST, "more was unpacked than allowed");
    }

    @Override
    public void close() throws IOException {
        scratch.close();
        Files.delete(out);
    }
}
