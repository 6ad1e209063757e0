package dev.gotstack.fuzz;

import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// PDBs: the file of streams, names, types, frame data.
final class PdbTarget implements Target {
    private static final int LARGEST = 120 << 10;
    private static final int MOST = 100;

    private final List<Specimen> specimens = new ArrayList<>();

    PdbTarget() throws IOException {
        // Small ones more often: more of their bytes mean something, and they are read sooner.
        for (int i = 0; i < 8; i++) {
            specimens.add(Specimen.of("written", written()));
        }
        for (var file : Corpus.files(".pdb")) {
            if (Files.size(file) <= LARGEST) {
                specimens.add(Specimen.of(String.valueOf(file.getFileName()), Corpus.read(file)));
            }
        }
    }

    private static byte[] written() {
        var writer = new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x6000_0020L)
                .frameData(0x1000, 0x50, 5, true, "$T0 .raSearch =")
                .fpo(0x2000, 0x10, 1, 2, 0x9a07)
                .omap(0x1000, 0x1000);
        for (int i = 0; i < 12; i++) {
            writer.publicSymbol(1, 0x20 * i, 2, "_Work" + i + "@12").procedure(1, 0x20 * i, 0x30, "Work" + i);
        }
        int list = writer.type(0x1203, PdbWriter.member(new Out(), "B", 0x23, 0));
        int inner = writer.structure("_INNER", 8, list);
        int array = writer.type(0x1503, new Out().u32(inner).u32(0x22).u16(24).text(""));
        int pointer = writer.type(0x1002, new Out().u32(array).u32(0x800a));
        var members = PdbWriter.member(PdbWriter.member(new Out(), "P", pointer, 0), "A", array, 8);
        writer.structure("_OUTER", 32, writer.type(0x1203, members));
        return writer.bytes();
    }

    @Override
    public String name() {
        return "pdb";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        use(Pdb.of(MemoryBytes.of(input)), random);
    }

    static void use(Pdb pdb, SplittableRandom random) {
        pdb.identity();
        var table = pdb.symbols(List.of());
        table.all().stream().limit(MOST).forEach(symbol -> table.at(symbol.rva()));
        table.matching("*o?k*");
        table.startingWith("W", 10);
        var names = pdb.typeNames();
        for (int i = 0; i < Math.min(MOST, names.size()); i++) {
            pdb.type(names.get(random.nextInt(names.size())));
        }
        for (int i = 0; i < 16; i++) {
            long rva = 0x1000 + random.nextInt(0x3000);
            pdb.fpo(rva);
            pdb.frameData(rva);
        }
        pdb.procedures();
        pdb.publics();
        pdb.problems();
    }
}
