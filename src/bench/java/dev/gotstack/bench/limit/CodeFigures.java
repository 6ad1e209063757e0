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
import java.util.function.DoubleUnaryOperator;

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

    CodeFigures(Figures figures, Figures peers, Path folder) throws IOException, InterruptedException {
        this.figures = figures;
        this.peers = peers;
        pdb = publics(folder);
        code = Files.write(folder.resolve("code.bin"), code());
        instructions = format(Files.readAllBytes(code))[1];
    }

    /// Made by the usual tools, where they are here: else they could not be held against us.
    private static Path publics(Path folder) throws IOException, InterruptedException {
        var source = new StringBuilder(".text\n");
        var writer = new PdbWriter().section(".text", 0x1000, PUBLICS * 16, CODE_SECTION);
        for (int i = 0; i < PUBLICS; i++) {
            // In no order of addresses, as real PDBs hold them.
            int number = (int) (i * 7919L % PUBLICS);
            var name = "SomeRoutineOfAKernel" + i;
            writer.publicSymbol(1, number * 16, 2, name);
            source.append(".globl ").append(name).append('\n').append(name).append(": ret\n.p2align 4\n");
        }
        var file = folder.resolve("publics.pdb");
        var assembler = Files.writeString(folder.resolve("publics.s"), source);
        var object = folder.resolve("publics.obj").toString();
        boolean linked =
                run(List.of("clang-19", "--target=x86_64-pc-windows-msvc", "-c", assembler.toString(), "-o", object))
                        && run(List.of(
                                "lld-link-19",
                                "/dll",
                                "/noentry",
                                "/debug",
                                "/pdb:" + file,
                                "/out:" + folder.resolve("publics.dll"),
                                object));
        return linked ? file : Files.write(file, writer.bytes());
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

    private void peer(String what, List<String> command, DoubleUnaryOperator figure)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        if (run(command)) {
            peers.add(what, figure.applyAsDouble((System.nanoTime() - start) / 1e9));
        }
    }

    /// @return false if there is no such program, or it failed
    private static boolean run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            System.err.println(command.getFirst() + " is not here");
            return false;
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
