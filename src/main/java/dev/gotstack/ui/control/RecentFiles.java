package dev.gotstack.ui.control;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The dumps that were opened last, newest first, as the settings keep them.
public final class RecentFiles {
    private static final String KEY = "recent";
    private static final String COUNT = "recent.count";
    private static final int USUAL = 10;
    /// More are never kept.
    public static final int MOST = 30;

    private final Settings settings;

    public RecentFiles(Settings settings) {
        this.settings = settings;
    }

    public List<Path> all() {
        return Stream.of(settings.get(KEY, "").split("\n", -1))
                .filter(line -> !line.isBlank())
                .map(RecentFiles::path)
                .flatMap(Optional::stream)
                .limit(count())
                .toList();
    }

    /// Settings can be edited: what is no path is no file.
    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Puts a dump first.
    public void add(Path dump) {
        var files = new ArrayList<>(all());
        var file = dump.toAbsolutePath().normalize();
        files.remove(file);
        files.addFirst(file);
        settings.put(KEY, files.stream().limit(count()).map(Path::toString).collect(Collectors.joining("\n")));
    }

    public void forget() {
        settings.put(KEY, "");
    }

    /// How many are kept.
    public int count() {
        return Math.clamp((long) settings.number(COUNT, USUAL), 0, MOST);
    }

    public void keep(int number) {
        settings.put(COUNT, String.valueOf(Math.clamp(number, 0, MOST)));
        var known = all();
        forget();
        known.reversed().forEach(this::add);
    }
}
