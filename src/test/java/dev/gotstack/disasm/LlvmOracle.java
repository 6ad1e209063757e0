package dev.gotstack.disasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Disassembles many instructions with one run of `llvm-mc`. Between every two, a marker instruction (`mov eax`
/// with the running number) tells which output belongs to which input, because invalid input leaves no output.
final class LlvmOracle {
    private static final Path TOOL = Path.of("/usr/bin/llvm-mc-19");
    private static final int MARKER = 0x5AC00000;

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern PREFIXES =
            Pattern.compile("((lock|rep|repne|repe|data16|data32|addr32|addr16|[c-gs]s|xacquire|xrelease|rex64) ?)+");

    private LlvmOracle() {}

    static boolean isInstalled() {
        return Files.isExecutable(TOOL);
    }

    /// The lines of text for each encoding: empty if LLVM rejects it, several if it sees several instructions.
    /// Prefixes that LLVM prints on a line of their own are joined with the instruction.
    static List<List<String>> disassemble(Mode mode, List<byte[]> encodings) {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < encodings.size(); i++) {
            hex(marker(mode, i), input);
            hex(encodings.get(i), input);
        }
        hex(marker(mode, encodings.size()), input);
        List<List<String>> results = new ArrayList<>();
        List<String> current = new ArrayList<>();
        String prefix = "";
        for (String line : run(mode, input).split("\n", -1)) {
            int comment = line.indexOf('#');
            String text = SPACES.matcher(comment < 0 ? line : line.substring(0, comment))
                    .replaceAll(" ")
                    .strip();
            if (text.isEmpty() || text.startsWith(".")) {
                continue;
            }
            if (text.equals("mov eax, " + (MARKER + results.size()))) {
                // Prefixes without an instruction after them: the rest was rejected.
                prefix = "";
                results.add(current);
                current = new ArrayList<>();
            } else if (PREFIXES.matcher(text).matches()) {
                prefix += text + " ";
            } else {
                current.add(prefix + text);
                prefix = "";
            }
        }
        if (results.size() != encodings.size() + 1) {
            throw new IllegalStateException(results.size() + " markers of " + (encodings.size() + 1));
        }
        // What comes before marker n + 1 belongs to encoding n.
        return results.subList(1, results.size());
    }

    private static byte[] marker(Mode mode, int index) {
        int value = MARKER + index;
        byte[] move = {
            (byte) 0x66, (byte) 0xB8, (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
        };
        return mode == Mode.BITS16 ? move : Arrays.copyOfRange(move, 1, move.length);
    }

    private static void hex(byte[] bytes, StringBuilder out) {
        out.append('[');
        for (byte value : bytes) {
            out.append("0x").append(Integer.toHexString(value & 0xFF)).append(' ');
        }
        out.append("]\n");
    }

    private static String run(Mode mode, StringBuilder input) {
        String triple =
                switch (mode) {
                    case BITS16 -> "i386-unknown-unknown-code16";
                    case BITS32 -> "i386";
                    case BITS64 -> "x86_64";
                };
        try {
            Path file = Files.createTempFile("gotstack-llvm", ".txt");
            try {
                Files.writeString(file, input);
                Process process = new ProcessBuilder(
                                TOOL.toString(),
                                "--disassemble",
                                "--output-asm-variant=1",
                                "--triple=" + triple,
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
