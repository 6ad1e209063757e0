package dev.gotstack.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.fuzz.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No command connects to anything unless a server is named, and none changes a dump or writes beside it.
class NothingLeavesTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2011-03-04T05:06:07Z"));

    @TempDir
    private Path folder = Path.of("");

    private Path dump = Path.of("");

    @BeforeEach
    void copyTheSample() throws IOException {
        var evidence = Files.createDirectory(folder.resolve("evidence"));
        try (var files = Files.list(Samples.ARTICLE.resolveSibling(""))) {
            for (var file : files.toList()) {
                var copy = Files.copy(file, evidence.resolve(file.getFileName()));
                Files.setLastModifiedTime(copy, LONG_AGO);
            }
        }
        dump = evidence.resolve(Samples.ARTICLE.getFileName());
    }

    private static TreeMap<String, String> state(Path folder) throws IOException {
        var state = new TreeMap<String, String>();
        for (var file : Witness.files(folder)) {
            state.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
        }
        return state;
    }

    @Test
    void noCommandConnectsOrWrites() throws IOException {
        var out = Files.createDirectory(folder.resolve("out"));
        var before = state(dump.resolveSibling(""));
        try (var witness = new Witness()) {
            for (var command : List.of(
                    List.of("analyze", dump.toString(), "--json"),
                    List.of("analyze", dump.toString()),
                    List.of("run", dump.toString(), "-c", "!analyze -v; kr; lm; !process 0 7; .reload; k; x nt!*"),
                    List.of(
                            "report",
                            dump.toString(),
                            "-o",
                            out.resolve("a.html").toString()),
                    List.of(
                            "report",
                            dump.toString(),
                            "-o",
                            out.resolve("a.pdf").toString()),
                    List.of(
                            "report",
                            dump.toString(),
                            dump.toString(),
                            "-o",
                            out.resolve("a.md").toString()),
                    List.of("chart", dump.toString(), "-o", out.resolve("a.svg").toString()),
                    List.of("compare", dump.toString(), dump.toString()))) {
                var ran = Ran.run(command.toArray(String[]::new));
                assertEquals(Exit.DONE, ran.exit(), () -> command + "\n" + ran.err());
                assertEquals(0, witness.connections(), command::toString);
            }
        }
        assertEquals(before, state(dump.resolveSibling("")));
        assertArrayEquals(Files.readAllBytes(Samples.ARTICLE), Files.readAllBytes(dump));
        assertEquals(4, Witness.files(out).size(), "only what was asked for");
    }

    /// Otherwise the test above would prove nothing.
    @Test
    void aServerThatIsNamedIsAskedAndSeen() throws IOException {
        try (var witness = new Witness()) {
            Files.delete(dump.resolveSibling("hogflt.pdb"));
            var places = "srv*" + folder.resolve("cache") + "*http://symbols.invalid/download";
            var ran = Ran.run("run", dump.toString(), "--symbols", places, "-c", "lm");
            assertEquals(Exit.DONE, ran.exit(), ran::err);
            assertTrue(witness.connections() > 0, "the proxy saw nothing");
        }
    }
}
