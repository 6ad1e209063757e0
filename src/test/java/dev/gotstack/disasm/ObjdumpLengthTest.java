package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Instruction lengths against GNU objdump, where both see an instruction. Each encoding stands at a multiple of 32
/// bytes with `nop` after it, so that objdump is in step again at the next.
class ObjdumpLengthTest {
    private static final Path TOOL = Path.of("/usr/bin/objdump");
    private static final int SLOT = 32;
    private static final byte NOP = (byte) 0x90;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"BITS16, i8086, 8000", "BITS32, i386, 20000", "BITS64, i386:x86-64, 20000"})
    void lengthsAreEqual(Mode mode, String machine, int count, TestReporter reporter)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(TOOL), "objdump is not installed");
        EncodingGenerator generator = new EncodingGenerator(mode, 1000 + count);
        Decoder decoder = new Decoder();
        byte[] image = new byte[count * SLOT];
        Arrays.fill(image, NOP);
        List<Instruction> ours = new ArrayList<>();
        while (ours.size() < count) {
            byte[] code = generator.next();
            Instruction instruction = decoder.decode(code, 0, code.length, mode);
            if (!instruction.isInvalid() && !isReadDifferently(Encoding.of(code, mode), mode)) {
                System.arraycopy(code, 0, image, ours.size() * SLOT, instruction.length());
                ours.add(instruction);
            }
        }
        int[] theirs = lengths(image, machine);
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < count; i++) {
            compared += theirs[i] > 0 ? 1 : 0;
            if (theirs[i] > 0 && theirs[i] != ours.get(i).length()) {
                different.add(ours.get(i).bytes() + ": " + theirs[i]);
            }
        }
        String summary = compared + " lengths compared, " + different.size() + " differ\n"
                + different.stream().limit(40).collect(Collectors.joining("\n"));
        reporter.publishEntry(mode.name(), summary);
        assertTrue(different.isEmpty(), summary);
    }

    /// What objdump is known to read in another way: it prints prefixes that do nothing as instructions, takes 66
    /// before a near branch in 64-bit code as AMD processors do, knows no ModRM of `ud0`, and prints REX before
    /// `wait` on its own.
    private static boolean isReadDifferently(Encoding encoding, Mode mode) {
        boolean branch = encoding.is(0, 0xE8, 0xE9) || encoding.isBetween(1, 0x80, 0x8F);
        return encoding.strayRex()
                || encoding.prefixes().length() > 1
                || (branch && encoding.has(0x66) && mode == Mode.BITS64)
                || encoding.is(1, 0xFF)
                || (encoding.rex() != 0 && encoding.is(0, 0x9B));
    }

    /// The length of the instruction at the start of each slot; 0 where objdump sees none.
    private int[] lengths(byte[] image, String machine) throws IOException, InterruptedException {
        Path file = directory.resolve("code.bin");
        Path output = directory.resolve("code.txt");
        Files.write(file, image);
        new ProcessBuilder(TOOL.toString(), "-D", "-w", "-z", "-b", "binary", "-m", machine, file.toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        int[] lengths = new int[image.length / SLOT];
        try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> {
                String[] columns = line.split("\t", -1);
                if (columns.length > 2) {
                    int address = Integer.parseInt(columns[0].strip().replace(":", ""), 16);
                    if (address % SLOT == 0 && !columns[2].contains("bad")) {
                        lengths[address / SLOT] = columns[1].strip().split(" ", -1).length;
                    }
                }
            });
        }
        return lengths;
    }
}
