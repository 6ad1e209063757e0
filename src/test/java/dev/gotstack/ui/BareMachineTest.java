package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The program on machines that lack what a window needs.
class BareMachineTest {
    @TempDir
    private Path scratch = Path.of("");

    /// JavaFX itself fails there at the first letter.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aMachineWithoutFontsGetsTheStoryAsText() throws IOException, InterruptedException {
        var fonts = Files.writeString(
                scratch.resolve("fonts.conf"),
                "<fontconfig><cachedir>" + scratch.resolve("cache") + "</cachedir></fontconfig>");
        var said = run(
                "FONTCONFIG_FILE", fonts.toString(), "--new-process", "--symbols", "none", Samples.ARTICLE.toString());
        assertTrue(said.contains("this machine has no fonts"), said);
        assertTrue(said.contains("What happened"), said);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChartIsDrawnWhereADisplayIsNamedThatIsGone() throws IOException, InterruptedException {
        var chart = scratch.resolve("chart.png");
        run("DISPLAY", ":4711", "chart", "--symbols", "none", Samples.ARTICLE.toString(), "-o", chart.toString());
        assertTrue(Files.size(chart) > 1000);
    }

    /// Runs the program to its end, with one variable of its surroundings set.
    ///
    /// @return what it said
    private String run(String variable, String value, String... arguments) throws IOException, InterruptedException {
        var output = scratch.resolve("output");
        var builder =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put(variable, value);
        var process = builder.start();
        try {
            assertTrue(process.waitFor(90, TimeUnit.SECONDS), "it goes on, maybe with a window");
        } finally {
            process.destroyForcibly();
        }
        var said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    /// The program as these tests are run: with the same class path and modules, in the same virtual machine.
    private static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        var modules = System.getProperty("jdk.module.path", "");
        command.addAll(List.of("--module-path", modules, "--add-modules", "javafx.controls,javafx.swing"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED,javafx.graphics", "-Dglass.platform=Headless"));
        command.addAll(List.of("-Dprism.order=sw", "-cp", classPath(), "dev.gotstack.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
