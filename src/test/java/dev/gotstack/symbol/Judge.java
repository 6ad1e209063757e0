package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Data and tools outside the project that tests are judged by. Where they are absent the test is skipped, visibly.
public final class Judge {
    private Judge() {}

    /// A file or directory below `../shared/data`.
    public static Path data(String relative) {
        var root = Path.of(System.getProperty("gotstack.root", ".")).toAbsolutePath();
        var path = root.resolve("../shared/data").normalize().resolve(relative);
        assumeTrue(Files.exists(path), () -> "no test data at " + path);
        return path;
    }

    /// Files in a directory below `../shared/data` whose names end so, sorted.
    public static List<Path> dataFiles(String directory, String suffix) {
        try (var files = Files.walk(data(directory))) {
            return files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lines that a tool prints, skipped if there is no such tool.
    public static List<String> run(String tool, String... arguments) {
        assumeTrue(isInstalled(tool), () -> tool + " is not installed");
        var command = new java.util.ArrayList<String>();
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
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }
}
