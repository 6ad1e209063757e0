package dev.gotstack.fuzz;

import dev.gotstack.Samples;
import dev.gotstack.synth.Dump64Writer;
import dev.gotstack.synth.DumpWriter;
import dev.gotstack.synth.PhysicalPages;
import dev.gotstack.synth.TriageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// The sound inputs: the project's samples, those beside it where they are present, and written ones.
final class Corpus {
    private static final Path SAMPLES = Samples.ROOT.resolve("dumps-sample");
    private static final Path BESIDE = Samples.ROOT.resolve("../shared/data");
    private static final int DUMP_HEAD = 0x3000;
    private static final int LARGEST = 2 << 20;
    /// Physical page number of the outermost page table.
    private static final int ROOT = 0x1ad;

    private Corpus() {}

    /// Files whose names end so, the smallest first.
    static List<Path> files(String... endings) {
        return Stream.of(SAMPLES, BESIDE.resolve("lab"), BESIDE.resolve("real"))
                .filter(Files::isDirectory)
                .flatMap(folder -> files(folder, List.of(endings)).stream())
                .sorted((a, b) -> Long.compare(size(a), size(b)))
                .toList();
    }

    private static List<Path> files(Path folder, List<String> endings) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
                    .filter(file -> size(file) <= LARGEST)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Specimen> specimens(List<Path> files) {
        return files.stream().map(file -> Specimen.of(name(file), read(file))).toList();
    }

    static String name(Path file) {
        return file.subpath(Math.max(0, file.getNameCount() - 2), file.getNameCount())
                .toString();
    }

    /// Real dumps, each kind of file once.
    static List<Specimen> dumps() {
        return files(".dmp", ".dmp.gz").stream()
                .map(file -> new Specimen(name(file), read(file), DUMP_HEAD))
                .filter(specimen -> specimen.bytes().length <= LARGEST)
                .toList();
    }

    /// Small dumps of every format.
    static List<Specimen> writtenDumps() {
        var all = new ArrayList<Specimen>();
        var old = new DumpWriter().directoryTableBase(ROOT << 12);
        old.page(ROOT).putLong(0x10, 0x1ae001);
        old.page(0x1ae).putLong(0, 0x1af063).putLong(8, 0xe3);
        old.page(0x1af).putLong(0, 0x1ad063).putLong(8, 0x5063).putLong(16, 0x800);
        all.add(new Specimen("full-32", old.full(), DUMP_HEAD));
        all.add(new Specimen("summary-32", old.summary(0x400), DUMP_HEAD));
        int bits = 0x2345;
        all.add(new Specimen("full-64", wide().full(), DUMP_HEAD));
        all.add(new Specimen("summary-64", wide().summary(bits), DUMP_HEAD));
        all.add(new Specimen("bitmap-full", wide().bitmap(5, "FDMP", bits), DUMP_HEAD));
        all.add(new Specimen("bitmap-kernel", wide().bitmap(6, "SDMP", bits), DUMP_HEAD));
        for (int type = 8; type <= 10; type++) {
            all.add(new Specimen("ranges-" + type, wide().ranges(type), DUMP_HEAD));
        }
        all.add(new Specimen("triage-32", triage(32), DUMP_HEAD));
        all.add(new Specimen("triage-64", triage(64), DUMP_HEAD));
        return all;
    }

    private static Dump64Writer wide() {
        var pages = new PhysicalPages(4, ROOT);
        for (int i = 0; i < 4; i++) {
            pages.entry(ROOT, 0xffff_f800_0000_0000L + 0x1000L * i, 1, 0x20L + 0x100 * i << 12 | 0x63);
            pages.page(0x20 + 0x100L * i).putLong(0, i);
        }
        return new Dump64Writer().put(0x10, (long) ROOT << 12).pages(pages.all());
    }

    private static byte[] triage(int bits) {
        var writer = new TriageWriter(bits)
                .stack(0x8051_0ee8L, new byte[0x2118])
                .debuggerData(0x8054_0000L, new byte[0x340])
                .driver("ntoskrnl.exe", 0x8040_0000L, 0x20_0000)
                .unloaded("dam.sys", 0x9000_0000L, 0x1_c000);
        for (int i = 0; i < 20; i++) {
            writer.block(0x8055_0000L + 0x180 * i, new byte[0x200]);
        }
        return writer.write();
    }
}
