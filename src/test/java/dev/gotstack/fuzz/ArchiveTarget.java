package dev.gotstack.fuzz;

import dev.gotstack.dump.Dump;
import dev.gotstack.dump.OpenOptions;
import dev.gotstack.io.Progress;
import dev.gotstack.synth.CabinetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Dumps in archives of every kind.
final class ArchiveTarget implements Target {
    private static final OpenOptions LIMITS = new OpenOptions(1 << 20);
    private static final int DICTIONARY = 1 << 16;

    private final Scratch scratch;
    private final List<Specimen> specimens;

    ArchiveTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".bin");
        var dump = Corpus.writtenDumps().getFirst().bytes();
        this.specimens = List.of(
                Specimen.of("gz", gzip(dump)),
                Specimen.of("zip", zip(dump)),
                Specimen.of("xz", xz(dump)),
                Specimen.of("cab-mszip", CabinetWriter.mszip("a.dmp", dump)),
                Specimen.of("cab-lzx", CabinetWriter.lzx("a.dmp", dump)),
                Specimen.of("cab-stored", CabinetWriter.stored("a.dmp", dump)));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("a.dmp"));
            out.write(content);
            out.putNextEntry(new ZipEntry("read.me"));
            out.write(1);
        }
        return bytes.toByteArray();
    }

    private static byte[] xz(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var options = new LZMA2Options();
        options.setDictSize(DICTIONARY);
        try (var out = new XZOutputStream(bytes, options)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        try (var dump = Dump.open(scratch.with(input), LIMITS, Progress.NONE)) {
            Expect.that(dump.size() <= Math.max(LIMITS.mostUnpacked(), input.length), "too much was unpacked");
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
