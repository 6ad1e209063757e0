package dev.gotstack.bench.limit;

import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Formatter;
import dev.gotstack.disasm.Mode;
import dev.gotstack.disasm.SymbolNames;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.PdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Symbols and instructions, beside the tools that are used for them where they are here: `llvm-pdbutil`, `objdump`.
final class CodeFigures {
    private static final int PUBLICS = 200_000;
    private static final int CODE_SECTION = 0x6000_0020;
    /// Where the sample's code lies in its file.
    private static final int FROM = 0x400;
    private static final int TO = 0xa00;
    private static final int COPIES = 2000;

    private final Figures figures;
    private final Figures peers;
    private final Path pdb;
    private final Path code;
    private final int instructions;

    CodeFigures(Figures figures, Figures peers, Path folder) throws IOException {
        this.figures = figures;
        this.peers = peers;
        pdb = Files.write(folder.resolve("publics.pdb"), publics());
        code = Files.write(folder.resolve("code.bin"), code());
        instructions = format(Files.readAllBytes(code))[1];
    }

    private static byte[] publics() {
        var writer = new PdbWriter().section(".text", 0x1000, PUBLICS * 16, CODE_SECTION);
        for (int i = 0; i < PUBLICS; i++) {
            // In no order of addresses, as real PDBs hold them.
            int offset = (int) (i * 7919L % PUBLICS) * 16;
            writer.publicSymbol(1, offset, 2, "_SomeRoutineOfAKernel" + i + "@8");
        }
        return writer.bytes();
    }

    private static byte[] code() throws IOException {
        var image = Files.readAllBytes(Path.of("dumps-sample/article-x86/stackhog.sys"));
        var all = new byte[(TO - FROM) * COPIES];
        for (int i = 0; i < COPIES; i++) {
            System.arraycopy(image, FROM, all, i * (TO - FROM), TO - FROM);
        }
        return all;
    }

    void measure() throws IOException, InterruptedException {
        peer("publics", List.of("llvm-pdbutil-19", "dump", "--publics", pdb.toString()), s -> s * 1e3);
        figures.timeWarm("index a PDB of 200,000 publics", 6, this::index, s -> s * 1e3);
        peer(
                "decode",
                List.of("objdump", "-D", "-b", "binary", "-m", "i386", code.toString()),
                s -> instructions / s / 1e6);
        var bytes = Files.readAllBytes(code);
        figures.timeWarm("decode and format instructions", 2, () -> format(bytes)[0], s -> instructions / s / 1e6);
    }

    private void peer(String what, List<String> command, java.util.function.DoubleUnaryOperator figure)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() == 0) {
                peers.add(what, figure.applyAsDouble((System.nanoTime() - start) / 1e9));
            }
        } catch (IOException e) {
            System.err.println(command.getFirst() + " is not here");
        }
    }

    private long index() throws IOException {
        try (var open = Pdb.open(pdb)) {
            var table = open.symbols(List.of());
            return table.size() + table.at(0x123456).orElseThrow().name().length();
        }
    }

    /// @return characters of all instructions, and how many those are
    private static int[] format(byte[] code) {
        var decoder = new Decoder();
        var formatter = new Formatter();
        int characters = 0;
        int count = 0;
        for (int at = 0; at < code.length; count++) {
            var instruction = decoder.decode(code, at, code.length - at, Mode.BITS32);
            characters += formatter.format(instruction, at, SymbolNames.NONE).length();
            at += Math.max(1, instruction.length());
        }
        return new int[] {characters, count};
    }
}
