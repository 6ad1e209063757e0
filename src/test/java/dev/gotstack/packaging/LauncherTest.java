package dev.gotstack.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.cli.GotstackCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/// What the start script runs. Java is played by a script that prints what it is given.
class LauncherTest {
    private static final Path SCRIPT = Samples.ROOT.resolve("packaging/bin/gotstack");
    private static final String ECHO = "#!/bin/sh\nfor a; do echo \"$a\"; done\n";

    @TempDir
    private Path folder = Path.of("");

    private Path home = Path.of("");

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh");
        home = Files.createDirectories(folder.resolve("some where"));
        program(home.resolve("runtime/bin/java"), ECHO);
        program(home.resolve("bin/gotstack"), "");
        Files.copy(SCRIPT, home.resolve("bin/gotstack"), StandardCopyOption.REPLACE_EXISTING);
        home.resolve("bin/gotstack").toFile().setExecutable(true);
    }

    private static void program(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        assertTrue(path.toFile().setExecutable(true));
    }

    private List<String> start(Path script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertEquals(0, process.waitFor(), lines.toString());
        return lines;
    }

    private List<String> start(String... arguments) throws IOException, InterruptedException {
        return start(home.resolve("bin/gotstack"), arguments);
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        var lines = start("run", "a b.dmp", "-c", "dd esp; ? 1 * 2", "");
        assertEquals(
                List.of("dev.gotstack.Main", "run", "a b.dmp", "-c", "dd esp; ? 1 * 2", ""),
                lines.subList(lines.size() - 6, lines.size()));
    }

    @Test
    void aCommandAndAWindowHaveCachesOfTheirOwn() throws Exception {
        var real = home.toRealPath();
        for (var command : List.of("run", "analyze", "chart", "report", "--version", "--help")) {
            var lines = start(command);
            assertTrue(lines.contains("-XX:AOTCache=" + real + "/lib/commands.aot"), lines.toString());
            assertTrue(lines.contains("-XX:TieredStopAtLevel=1"), lines.toString());
        }
        for (var lines : List.of(start(), start("x.dmp"), start("--new-process", "x.dmp"))) {
            assertTrue(lines.contains("-XX:AOTCache=" + real + "/lib/window.aot"), lines.toString());
            assertFalse(lines.contains("-XX:TieredStopAtLevel=1"), lines.toString());
        }
    }

    @Test
    void muchWorkIsCompiledWell() throws Exception {
        var dumps = new ArrayList<>(List.of("analyze"));
        for (int i = 0; i < 5; i++) {
            dumps.add(Files.createFile(folder.resolve(i + ".dmp")).toString());
        }
        assertFalse(start(dumps.toArray(new String[0])).contains("-XX:TieredStopAtLevel=1"));
        try (var large = new java.io.RandomAccessFile(folder.resolve("0.dmp").toFile(), "rw")) {
            large.setLength(200L << 20);
        }
        assertFalse(start("run", "0.dmp", "-c", "s").contains("-XX:TieredStopAtLevel=1"));
        assertTrue(start("run", "1.dmp", "-c", "s").contains("-XX:TieredStopAtLevel=1"));
    }

    @Test
    void itIsFoundThroughLinks() throws Exception {
        var bin = Files.createDirectories(folder.resolve("usr bin"));
        Files.createSymbolicLink(
                bin.resolve("direct"), home.resolve("bin/gotstack").toAbsolutePath());
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("direct"));
        var lines = start(bin.resolve("relative"), "x.dmp");
        assertTrue(lines.contains(home.toRealPath() + "/lib/gotstack.jar"), lines.toString());
    }

    @Test
    void inAPackageTheWindowIsTheLaunchers() throws Exception {
        program(home.resolve("bin/Gotstack"), "#!/bin/sh\necho launcher \"$@\"\n");
        program(home.resolve("lib/runtime/bin/java"), ECHO);
        Files.createDirectories(home.resolve("lib/app"));
        assertEquals(List.of("launcher x.dmp"), start("x.dmp"));
        var lines = start("run", "x.dmp");
        assertTrue(lines.contains("-XX:AOTCache=" + home.toRealPath() + "/lib/app/commands.aot"), lines.toString());
        assertTrue(lines.contains(home.toRealPath() + "/lib/app/gotstack.jar"), lines.toString());
    }

    @Test
    void launchersStartTheSameProgram() throws IOException {
        var script = Files.readString(SCRIPT);
        for (var option : Files.readAllLines(Samples.ROOT.resolve("packaging/java-options"))) {
            var named = option.startsWith("-XX:AOTCache") ? "-XX:AOTCache" : option;
            assertTrue(script.contains(named), option);
            assertTrue(
                    Files.readString(Samples.ROOT.resolve("packaging/bin/gotstack.bat"))
                            .contains(named),
                    option);
            // When a method is compiled makes no difference to a cache.
            if (!option.matches("-XX:(Tier4.*|-UsePerfData)")) {
                assertTrue(Files.readString(Samples.ROOT.resolve("pom.xml")).contains(named), option);
            }
        }
    }

    /// A command that a script does not know would be opened in a window of the program that runs.
    @Test
    void bothScriptsKnowEveryCommand() throws IOException {
        var names = Stream.of(GotstackCommand.class.getAnnotation(Command.class).subcommands())
                .map(command -> command.getAnnotation(Command.class).name())
                .toList();
        assertTrue(names.size() >= 5, names.toString());
        for (var script : List.of(SCRIPT, SCRIPT.resolveSibling("gotstack.bat"))) {
            var words = List.of(Files.readString(script).split("[\\s()|]+"));
            assertTrue(words.containsAll(names), script + " lacks one of " + names);
        }
    }
}
