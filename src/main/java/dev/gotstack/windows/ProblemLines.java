package dev.gotstack.windows;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is wrong with a dump, one line each, every line once, and not more than anybody reads: lists of a damaged dump
/// have a hundred thousand entries that cannot be read, and commands ask for them again and again.
///
/// Safe for use by several threads.
final class ProblemLines extends AbstractList<String> {
    private static final int MOST = 1_000;

    private final List<String> lines = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    ProblemLines(Collection<String> lines) {
        addAll(lines);
    }

    @Override
    public synchronized boolean add(String line) {
        if (lines.size() > MOST || !known.add(line)) {
            return false;
        }
        return lines.add(lines.size() < MOST ? line : "There are more problems than these");
    }

    @Override
    public synchronized String get(int index) {
        return lines.get(index);
    }

    @Override
    public synchronized int size() {
        return lines.size();
    }

    @Override
    public synchronized Object[] toArray() {
        return lines.toArray();
    }
}
