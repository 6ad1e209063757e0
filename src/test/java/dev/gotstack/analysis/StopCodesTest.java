package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.synth.TriageWriter;
import dev.gotstack.text.Phrase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stop codes that are about stacks, in dumps that hold little besides.
class StopCodesTest {
    @TempDir
    private Path folder = Path.of("");

    private Analysis open(int bits, long code, long... parameters) throws IOException {
        var bytes = new TriageWriter(bits)
                .driver(
                        "\\SystemRoot\\system32\\ntoskrnl.exe",
                        bits == 64 ? 0xffff_f800_0000_0000L : 0x8040_0000L,
                        0x1000)
                .write();
        var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(bits == 64 ? 0x38 : 0x28, (int) code);
        for (int i = 0; i < 4; i++) {
            long value = i < parameters.length ? parameters[i] : 0;
            if (bits == 64) {
                header.putLong(0x40 + 8 * i, value);
            } else {
                header.putInt(0x2c + 4 * i, (int) value);
            }
        }
        return Samples.analyze(Files.write(folder.resolve("stop.dmp"), bytes), AnalysisOptions.dumpOnly(true));
    }

    @ParameterizedTest
    @CsvSource({
        "64, 2b, fffff80000001000, 0, 0, panic-stack-switch",
        "32, 2b, 80401000, 0, 0, panic-stack-switch",
        "64, 77, c000009c, c000009c, 0, stack-page-lost",
        "64, 77, 1, 1234, 0, stack-page-lost",
        "32, 77, 1, 1234, 0, stack-page-lost",
        "64, f7, 2b992ddfa232, 2b992ddfa233, ffffd466d2205dcc, stack-buffer-overrun",
        "32, f7, aaaa, bbbb, ffff4444, stack-buffer-overrun",
        "64, 139, 2, ffffd00026d0f000, 0, stack-buffer-overrun",
        "64, 139, 3, ffffd00026d0f000, 0, security-check",
        "64, 7f, d, 0, 0, kernel-trap",
        "32, 7f, d, 0, 0, kernel-trap",
        "64, 1aa, ffffd00026d0f000, 3, 0, invalid-stack",
        "64, 1e, ffffffffc00000fd, fffff80000000100, 0, stack-overflow-status",
        "64, 3b, c00000fd, fffff80000000100, 0, stack-overflow-status",
        "32, 8e, c00000fd, 80400100, 0, stack-overflow-status",
        "64, 7e, ffffffffc00000fd, fffff80000000100, 0, stack-overflow-status",
        "64, 3b, c0000028, fffff80000000100, 0, invalid-stack",
        "64, 3b, c0000005, fffff80000000100, 0, exception",
    })
    void haveFindingsOfTheirOwn(int bits, String code, String one, String two, String three, String finding)
            throws IOException {
        var analysis = open(bits, hex(code), hex(one), hex(two), hex(three));
        try {
            var causes = analysis.findings().stream()
                    .filter(found -> found.severity() == Finding.Severity.CAUSE)
                    .map(Finding::id)
                    .toList();
            assertEquals(List.of(finding), causes);
            assertTrue(analysis.story().getLast().title().english().startsWith("Bug check 0x"), "the story ends there");
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void aSingleBitIsSaid() throws IOException {
        var analysis = open(64, 0xf7, 0x2b992ddfa232L, 0x2b992ddfa233L, ~0x2b992ddfa233L);
        try {
            var evidence = String.join(
                    "\n",
                    analysis.findings().getFirst().evidence().stream()
                            .map(Phrase::english)
                            .toList());
            assertTrue(evidence.contains("single bit"), evidence);
            assertTrue(!evidence.contains("complement"), evidence);
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void anyOtherCodeHasItsParameters() throws IOException {
        var analysis = open(64, 0xe2, 1, 2, 3, 4);
        try {
            assertEquals("MANUALLY_INITIATED_CRASH", analysis.bugCheck().name());
            assertEquals(1, analysis.story().size());
        } finally {
            Samples.close(analysis);
        }
    }

    private static long hex(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
