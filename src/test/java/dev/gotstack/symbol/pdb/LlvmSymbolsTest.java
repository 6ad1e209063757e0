package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Symbols and frame data of real and laboratory PDBs, judged by LLVM's reader.
@Tag("realdata")
class LlvmSymbolsTest {
    private static final String TOOL = "llvm-pdbutil-19";
    private static final Pattern RECORD = Pattern.compile("\\s*\\d+ \\| (S_\\w+) \\[size = \\d+\\] `(.*)`$");
    private static final Pattern ADDRESS = Pattern.compile("addr = (\\d{4}):(\\d+)");
    private static final Pattern CODE_SIZE = Pattern.compile("code size = (\\d+)");
    private static final Pattern THUNK_SIZE = Pattern.compile("kind = .*, size = (\\d+)");

    static Stream<Path> pdbs() {
        // LLVM crashes on the publics of the old kernel PDB; that one has its own listings.
        return Stream.concat(Judge.dataFiles("real", ".pdb").stream(), Judge.dataFiles("lab", ".pdb").stream())
                .filter(path -> !path.toString().contains("ms_ntkrnlpa"))
                // The four pad variants differ in one number of their source.
                .filter(path -> !path.toString().matches(".*x86-pad(52|420|484).*"));
    }

    /// One record of LLVM's dump: its first line's parts, and all its lines.
    private record Dumped(String kind, String name, String body) {
        String address() {
            var matcher = ADDRESS.matcher(body);
            return matcher.find() ? Integer.parseInt(matcher.group(1)) + ":" + matcher.group(2) : "none";
        }

        String number(Pattern pattern) {
            var matcher = pattern.matcher(body);
            return matcher.find() ? matcher.group(1) : "0";
        }
    }

    private static List<Dumped> dumped(Path pdb, String option) {
        var records = new ArrayList<Dumped>();
        for (var line : Judge.run(TOOL, "dump", option, pdb.toString())) {
            var head = RECORD.matcher(line);
            if (head.matches()) {
                records.add(new Dumped(head.group(1), head.group(2), ""));
            } else if (!records.isEmpty() && !line.contains(" | ")) {
                var last = records.removeLast();
                records.add(new Dumped(last.kind(), last.name(), last.body() + line));
            } else if (line.contains(" | ")) {
                records.add(new Dumped("other", "", ""));
            }
        }
        return records;
    }

    @ParameterizedTest
    @MethodSource("pdbs")
    void publics(Path path) throws IOException {
        try (var pdb = Pdb.open(Judge.present(path))) {
            var expected = dumped(path, "--publics").stream()
                    .filter(record -> record.kind().equals("S_PUB32"))
                    .map(record -> record.address() + " " + record.body().contains("function") + " " + record.name())
                    .sorted()
                    .toList();
            var found = pdb.publics().stream()
                    .map(one -> one.segment() + ":" + four(one.offset()) + " " + one.function() + " " + one.name())
                    .sorted()
                    .toList();
            assertFalse(expected.isEmpty());
            assertEquals(expected, found);
            assertEquals(List.of(), pdb.problems());
        }
    }

    @ParameterizedTest
    @MethodSource("pdbs")
    void proceduresThunksAndData(Path path) throws IOException {
        try (var pdb = Pdb.open(Judge.present(path))) {
            var expected = Stream.concat(dumped(path, "--globals").stream(), dumped(path, "--symbols").stream())
                    .filter(record -> record.kind().matches("S_[GL](PROC|DATA)32(_ID)?|S_THUNK32"))
                    .map(record ->
                            kind(record.kind()) + " " + record.address() + " " + size(record) + " " + record.name())
                    .sorted()
                    .toList();
            var found = pdb.procedures().stream()
                    .map(one -> one.kind() + " " + one.segment() + ":" + four(one.offset()) + " " + one.size() + " "
                            + one.name())
                    .sorted()
                    .toList();
            assertEquals(expected, found);
        }
    }

    private static String size(Dumped record) {
        return record.number(record.kind().equals("S_THUNK32") ? THUNK_SIZE : CODE_SIZE);
    }

    private static String four(long offset) {
        return String.format(Locale.ROOT, "%04d", offset);
    }

    private static PdbProcedure.Kind kind(String record) {
        return switch (record) {
            case "S_GPROC32", "S_GPROC32_ID" -> PdbProcedure.Kind.GLOBAL_PROCEDURE;
            case "S_LPROC32", "S_LPROC32_ID" -> PdbProcedure.Kind.LOCAL_PROCEDURE;
            case "S_GDATA32" -> PdbProcedure.Kind.GLOBAL_DATA;
            case "S_LDATA32" -> PdbProcedure.Kind.LOCAL_DATA;
            default -> PdbProcedure.Kind.THUNK;
        };
    }

    @ParameterizedTest
    @MethodSource("pdbs")
    void frameRecords(Path path) throws IOException {
        try (var pdb = Pdb.open(Judge.present(path))) {
            var expected = Judge.run(TOOL, "dump", "--fpo", path.toString()).stream()
                    .filter(line -> line.matches("[0-9A-F]{8} \\| .*"))
                    .map(line -> line.replaceAll("\\s*\\|\\s*", "|").strip())
                    .map(LlvmSymbolsTest::withoutMisreadBits)
                    .sorted()
                    .toList();
            var found = Stream.concat(
                            pdb.fpoRecords().stream().map(LlvmSymbolsTest::line),
                            pdb.frameDataRecords().stream().map(LlvmSymbolsTest::line))
                    .sorted()
                    .toList();
            assertEquals(expected, found);
        }
    }

    /// LLVM takes "use BP" and "has SEH" of FPO_DATA from bits 10 and 9, which winnt.h gives to the register count.
    private static String withoutMisreadBits(String line) {
        return line.replaceFirst("\\|(true|false)\\|(true|false)\\|([A-Z-]+|Non-FPO)$", "|$3");
    }

    private static String line(FpoRecord one) {
        return String.join(
                "|",
                String.format(Locale.ROOT, "%08X", one.start()),
                "" + one.size(),
                "" + one.locals(),
                "" + one.parameters(),
                "" + one.prologSize(),
                "" + one.savedRegisters(),
                one.frame().name().replace('_', '-'));
    }

    private static String line(FrameDataRecord one) {
        return String.join(
                "|",
                String.format(Locale.ROOT, "%08X", one.start()),
                "" + one.size(),
                "" + one.locals(),
                "" + one.parameters(),
                "" + one.maxStack(),
                "" + one.prologSize(),
                "" + one.savedRegisters(),
                "" + one.structuredExceptions(),
                "" + one.cppExceptions(),
                "" + one.functionStart(),
                one.program().strip());
    }
}
