package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Data and tools outside the project that tests are judged by. Where they are absent the test is skipped, visibly.
public final class Judge {
    private Judge() {}

    /// A file or directory below `../shared/data`.
    public static Path data(String relative) {
        return present(place(relative));
    }

    /// Files in a directory below `../shared/data` whose names end so, sorted. If the directory is absent, its path: a
    /// parameterized test without arguments would not show up as skipped. Such tests start with [#present].
    public static List<Path> dataFiles(String directory, String suffix) {
        var place = place(directory);
        if (!Files.exists(place)) {
            return List.of(place);
        }
        try (var files = Files.walk(place)) {
            return files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The path, if there is something.
    public static Path present(Path path) {
        assumeTrue(Files.exists(path), () -> "no test data at " + path);
        return path;
    }

    private static Path place(String relative) {
        var root = Path.of(System.getProperty("gotstack.root", ".")).toAbsolutePath();
        return root.resolve("../shared/data").normalize().resolve(relative);
    }

    /// Lines that a tool prints, skipped if there is no such tool.
    public static List<String> run(String tool, String... arguments) {
        assumeTrue(isInstalled(tool), () -> tool + " is not installed");
        var command = new ArrayList<String>();
        command.add(tool);
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isInstalled(String tool) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
