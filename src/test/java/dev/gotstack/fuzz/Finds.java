package dev.gotstack.fuzz;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What was found: of each kind the first few inputs, with the words that repeat it.
final class Finds {
    private static final int KEPT = 3;
    private static final int FRAMES = 3;

    private final Path folder;
    private final long seed;
    private final Map<String, Integer> kinds = new LinkedHashMap<>();

    Finds(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /// How often each kind was found.
    synchronized Map<String, Integer> kinds() {
        return new LinkedHashMap<>(kinds);
    }

    synchronized void add(String target, long number, byte[] input, Throwable failure) {
        add(target, number, input, kind(failure), trace(failure));
    }

    /// One that does not end.
    synchronized void hang(String target, long number, byte[] input, StackTraceElement[] where) {
        var lines = Arrays.stream(where).map(Object::toString).collect(Collectors.joining("\n    "));
        add(target, number, input, "hang " + frames(where), "runs for too long:\n    " + lines);
    }

    private void add(String target, long number, byte[] input, String kind, String details) {
        int times = kinds.merge(target + ": " + kind, 1, Integer::sum);
        if (times > KEPT) {
            return;
        }
        var name = target + "-" + seed + "-" + number;
        var again = "-Dfuzz.seed=" + seed + " -Dfuzz.targets=" + target + " -Dfuzz.input=" + number;
        System.out.println("FOUND " + name + " (" + again + "): " + kind);
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".bin"), input);
            Files.writeString(folder.resolve(name + ".txt"), again + "\n" + details + "\n");
        } catch (IOException e) {
            System.out.println("The find cannot be kept: " + e + "\n" + details);
        }
    }

    private static String kind(Throwable failure) {
        boolean ours = failure instanceof AssertionError;
        return (ours
                        ? String.valueOf(failure.getMessage()).replaceAll("'.*':", "")
                        : failure.getClass().getName()) + " " + frames(failure.getStackTrace());
    }

    private static String frames(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(frame -> frame.getClassName().startsWith("dev.gotstack."))
                .limit(FRAMES)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < "));
    }

    private static String trace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
