package dev.gotstack.ui.control;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the window remembers from one run to the next, in a file of properties. Never fails: where nothing can be
/// stored, nothing is remembered beyond this run.
///
/// Not in the platform's preferences: their XML parser alone takes a tenth of the program's start.
public final class Settings {
    private static final long LARGEST = 1 << 20;
    /// More time than writing them takes.
    private static final Duration WRITTEN = Duration.ofMinutes(1);

    private final @Nullable Path file;
    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> changed = new HashMap<>();

    private Settings(@Nullable Path file) {
        this.file = file;
        if (file != null) {
            known.putAll(read(file));
        }
    }

    /// Those of the user.
    public static Settings ofUser() {
        return in(UserFolder.here().resolve("settings.properties"));
    }

    /// Those in a file. It need not exist.
    public static Settings in(Path file) {
        return new Settings(file);
    }

    /// Forgotten at the end of the run.
    public static Settings inMemory() {
        return new Settings(null);
    }

    /// A value, or `fallback` if none was stored.
    public String get(String key, String fallback) {
        return known.getOrDefault(key, fallback);
    }

    /// A number, or `fallback` if none, or none that makes sense, was stored.
    public double number(String key, double fallback) {
        try {
            double value = Double.parseDouble(get(key, ""));
            return Double.isFinite(value) ? value : fallback;
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    public void put(String key, String value) {
        if (!value.equals(known.put(key, value))) {
            changed.put(key, value);
        }
    }

    /// Writes what was put to where it is kept, if it can be. What another program has put there meanwhile stays, but
    // for
    /// what this one has changed.
    public void flush() {
        if (file == null || changed.isEmpty()) {
            return;
        }
        var all = read(file);
        all.putAll(changed);
        SafeFile.sweep(file, WRITTEN);
        try {
            SafeFile.write(file, text(all));
            changed.clear();
        } catch (IOException e) {
            return; // the next run starts with what was stored before
        }
    }

    private static Map<String, String> read(Path file) {
        var stored = new Properties();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                stored.load(new StringReader(Files.readString(file)));
            }
        } catch (IOException | IllegalArgumentException e) {
            return new HashMap<>(); // damaged or out of reach: everything is as it was at first
        }
        var values = new HashMap<String, String>();
        stored.stringPropertyNames().forEach(key -> values.put(key, stored.getProperty(key)));
        return values;
    }

    /// Sorted, and without the date that the library would put above: the same settings are the same file.
    private static String text(Map<String, String> all) throws IOException {
        var stored = new Properties();
        stored.putAll(all);
        var text = new StringWriter();
        stored.store(text, null);
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
