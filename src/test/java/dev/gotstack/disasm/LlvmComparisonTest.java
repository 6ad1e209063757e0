package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The decoder against LLVM's, on generated encodings: whether it is an instruction, its length, mnemonic and operands.
/// [LlvmText] says what is normalised, [LlvmDifference] which differences are allowed and why.
class LlvmComparisonTest {
    private static final int SHOWN = 60;

    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    @ParameterizedTest
    @CsvSource({"BITS16, 30000, 16", "BITS32, 70000, 32", "BITS64, 70000, 64"})
    void agreesWithLlvm(Mode mode, int count, long seed, TestReporter reporter) {
        Assumptions.assumeTrue(LlvmOracle.isInstalled(), "llvm-mc-19 is not installed");
        EncodingGenerator generator = new EncodingGenerator(mode, seed);
        List<Instruction> ours = new ArrayList<>();
        List<byte[]> encodings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] code = generator.next();
            Instruction instruction = decoder.decode(code, 0, code.length, mode);
            ours.add(instruction);
            encodings.add(instruction.isInvalid() ? code : Arrays.copyOf(code, instruction.length()));
        }
        List<List<String>> theirs = LlvmOracle.disassemble(mode, encodings);
        Map<LlvmDifference, Integer> explained = new EnumMap<>(LlvmDifference.class);
        List<String> unexplained = new ArrayList<>();
        int agreed = 0;
        int bothInvalid = 0;
        for (int i = 0; i < count; i++) {
            String kind = difference(ours.get(i), theirs.get(i));
            LlvmDifference reason =
                    kind == null ? null : LlvmDifference.explain(mode, Encoding.of(encodings.get(i), mode), kind);
            if (kind == null) {
                agreed++;
                bothInvalid += ours.get(i).isInvalid() ? 1 : 0;
            } else if (reason != null) {
                explained.merge(reason, 1, Integer::sum);
            } else {
                unexplained.add(kind + ": " + describe(encodings.get(i), ours.get(i)) + " <> " + theirs.get(i));
            }
        }
        String summary = agreed + " of " + count + " agree (" + bothInvalid + " invalid), explained: "
                + explained + ", unexplained: " + unexplained.size() + "\n"
                + unexplained.stream().sorted().limit(SHOWN).collect(Collectors.joining("\n"));
        reporter.publishEntry(mode.name(), summary);
        assertTrue(unexplained.isEmpty(), summary);
    }

    private String describe(byte[] encoding, Instruction instruction) {
        return InstructionBytes.of(encoding, 0, encoding.length) + " "
                + formatter.format(instruction, 0, SymbolNames.NONE);
    }

    private static @Nullable String difference(Instruction ours, List<String> theirs) {
        if (ours.isInvalid()) {
            return theirs.isEmpty() ? null : "rejects";
        }
        if (theirs.isEmpty()) {
            return "accepts";
        }
        return theirs.size() > 1 ? "length" : LlvmText.parse(theirs.get(0)).difference(ours);
    }
}
