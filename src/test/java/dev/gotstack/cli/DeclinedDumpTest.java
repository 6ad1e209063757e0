package dev.gotstack.cli;

import static dev.gotstack.cli.Ran.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.synth.Dump64Writer;
import dev.gotstack.synth.TriageWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are recognised and not analysed: one clear line, exit code 3, and what the header says.
class DeclinedDumpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("declined.dmp"), content).toString();
    }

    /// A dump whose pages nobody can use.
    private static byte[] full() {
        var writer = new Dump64Writer().putInt(0x1050, 0x100);
        writer.page(1);
        return writer.full();
    }

    @Test
    void theHeaderOfAnEncryptedDumpIsShown() throws IOException {
        var ran = run("analyze", file(full()));
        assertEquals(3, ran.exit());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("declined.dmp") && ran.err().contains("encrypted"), ran.err());
        assertTrue(ran.out().contains("0x7F UNEXPECTED_KERNEL_MODE_TRAP"), ran.out());
        assertTrue(ran.out().contains("fffff80401234567"), ran.out());
        assertTrue(ran.out().contains("4 × x64"), ran.out());
        assertTrue(ran.out().contains("19041"), ran.out());
    }

    @Test
    void jsonHasTheHeaderAndTheError() throws IOException {
        var tree = JSON.readTree(run("analyze", "--json", file(full())).out());
        assertEquals("declined.dmp", tree.at("/file").asText());
        assertTrue(tree.at("/error/message").asText().contains("encrypted"));
        assertEquals("x64", tree.at("/dump/architecture").asText());
        assertEquals(4, tree.at("/dump/processors").asInt());
        assertEquals("0x7f", tree.at("/bugCheck/code").asText());
        assertEquals("0xfffff80401234567", tree.at("/bugCheck/parameters/3").asText());
    }

    @Test
    void severalDumpsGoOn() throws IOException {
        var ran = run("analyze", "--json", file(full()), Samples.ARTICLE.toString());
        assertEquals(3, ran.exit());
        var lines = ran.out().lines().toList();
        assertEquals(2, lines.size());
        assertEquals(
                "0x7f", JSON.readTree(lines.getFirst()).at("/bugCheck/code").asText());
        assertTrue(JSON.readTree(lines.getLast()).has("story"));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void smallDumpsTellWhatTheyHold(int bits) throws IOException {
        var ran = run("analyze", file(new TriageWriter(bits).write()));
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains(bits + "-bit small memory dump"), ran.out());
        assertTrue(ran.out().contains("0x1000007E SYSTEM_THREAD_EXCEPTION_NOT_HANDLED"), ran.out());
        assertTrue(ran.out().contains("The small dump holds no list of drivers"), ran.out());
    }

    @ParameterizedTest
    @CsvSource({
        "MDMP, user-mode",
        "USERDU64, user-mode",
        "hibr, hibernation",
        "HIBR, hibernation",
        "wake, hibernation",
        "RSTR, hibernation",
        "\u007fELF, memory images are not read",
        "EMiL, memory image",
        "MZ, a program",
    })
    void otherFilesAreNamed(String start, String named) throws IOException {
        var content = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 0x2000);
        var ran = run("analyze", file(content));
        assertEquals(3, ran.exit());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains(named), ran.err());
        assertEquals(1, ran.err().lines().count());
    }

    @Test
    void rawMemoryIsNamed() throws IOException {
        var ran = run("analyze", file(new byte[1 << 20]));
        assertTrue(ran.err().contains("raw memory images are not read"), ran.err());
    }

    @Test
    void encryptedDumpsShowTheirHeader() throws IOException {
        var writer = new Dump64Writer().putInt(0x1050, 0x100);
        var ran = run("analyze", file(writer.full()));
        assertTrue(ran.err().contains("encrypted"), ran.err());
        assertTrue(ran.out().contains("UNEXPECTED_KERNEL_MODE_TRAP"), ran.out());
    }

    @Test
    @Tag("realdata")
    void arm64ShowsItsHeader() {
        var file = Samples.ROOT.resolve("../shared/data/real/rizin_triage_arm64.dmp");
        assumeTrue(Files.exists(file), "no real dumps beside the project");
        var ran = run("analyze", file.toString());
        assertEquals(3, ran.exit());
        assertTrue(ran.err().contains("0xaa64 (ARM64)"), ran.err());
        assertTrue(ran.out().contains("0x1C8 MANUALLY_INITIATED_POWER_BUTTON_HOLD"), ran.out());
        assertTrue(ran.out().contains("8 × arm64"), ran.out());
    }

    @Test
    void theLimitForUnpackingIsAnOption() throws IOException {
        var zip = folder.resolve("case.zip");
        try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new java.util.zip.ZipEntry("case.dmp"));
            out.write(Files.readAllBytes(Samples.ARTICLE));
        }
        assertEquals(0, run("analyze", zip.toString()).exit());
        var ran = run("analyze", "--unpack-limit", "10K", zip.toString());
        assertEquals(3, ran.exit());
        assertTrue(ran.err().contains("at most 10240 bytes"), ran.err());
        assertEquals(2, run("analyze", "--unpack-limit", "much", zip.toString()).exit());
        assertFalse(ran.err().contains("\tat "));
    }
}
