package dev.gotstack.model;

import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What was said in the command window, oldest first. It keeps so much that nobody misses what goes, and so little that
/// memory holds it.
public final class Transcript {
    /// Lines that are kept, besides those of the last command.
    public static final int MOST_LINES = 200_000;

    private final ObservableList<ConsoleEntry> entries = FXCollections.observableArrayList();
    private final ObservableList<ConsoleEntry> view = FXCollections.unmodifiableObservableList(entries);
    private int lines;

    ObservableList<ConsoleEntry> entries() {
        return view;
    }

    void add(ConsoleEntry entry) {
        entries.add(entry);
        lines += entry.lineCount();
        int old = 0;
        while (lines > MOST_LINES && old < entries.size() - 1) {
            lines -= entries.get(old++).lineCount();
        }
        if (old > 0) {
            entries.remove(0, old);
        }
    }

    void clear() {
        entries.clear();
        lines = 0;
    }
}
