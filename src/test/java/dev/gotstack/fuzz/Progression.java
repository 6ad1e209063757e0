package dev.gotstack.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How many inputs of a seed each target has had. Kept in a file, so that a run goes on where the last one ended.
final class Progression {
    private final Path file;
    private final Map<String, AtomicLong> next = new ConcurrentHashMap<>();

    Progression(Path folder, long seed) throws IOException {
        this.file = folder.resolve("inputs-" + seed + ".properties");
        if (Files.exists(file)) {
            var known = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                known.load(in);
            }
            known.forEach((name, count) ->
                    next.put(String.valueOf(name), new AtomicLong(Long.parseLong(String.valueOf(count)))));
        }
    }

    /// The number of the next input for a target.
    long take(String target) {
        return next.computeIfAbsent(target, ignored -> new AtomicLong()).getAndIncrement();
    }

    Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        next.forEach((name, count) -> counts.put(name, count.get()));
        return counts;
    }

    synchronized void save() throws IOException {
        var lines = new StringBuilder();
        counts().forEach((name, count) ->
                lines.append(name).append('=').append(count).append('\n'));
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }
}
