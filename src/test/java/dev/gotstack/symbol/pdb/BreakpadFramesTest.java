package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Frame data as Microsoft's own reader (DIA) gave them to Breakpad, in the `STACK WIN` lines of its expected output.
@Tag("realdata")
class BreakpadFramesTest {

    @Test
    void recordsAreTheLinesOfTheSymbolFile() throws IOException {
        var expected = Files.readAllLines(Judge.data("real/breakpad_dump_syms_regtest.sym")).stream()
                .filter(line -> line.startsWith("STACK WIN "))
                .map(String::strip)
                .sorted()
                .toList();
        try (var pdb = Pdb.open(Judge.data("real/breakpad_dump_syms_regtest.pdb"))) {
            var found = Stream.concat(
                            pdb.fpoRecords().stream().map(BreakpadFramesTest::line),
                            pdb.frameDataRecords().stream().map(BreakpadFramesTest::line))
                    .map(String::strip)
                    .sorted()
                    .toList();
            assertEquals(expected, found);
        }
    }

    private static String line(FpoRecord one) {
        return String.format(
                "STACK WIN 0 %x %x %x 0 %x %x %x 0 0 %d",
                one.start(),
                one.size(),
                one.prologSize(),
                4 * one.parameters(),
                4 * one.savedRegisters(),
                4 * one.locals(),
                one.usesEbp() ? 1 : 0);
    }

    private static String line(FrameDataRecord one) {
        return String.format(
                "STACK WIN 4 %x %x %x 0 %x %x %x %x 1 %s",
                one.start(),
                one.size(),
                one.prologSize(),
                one.parameters(),
                one.savedRegisters(),
                one.locals(),
                one.maxStack(),
                one.program());
    }
}
