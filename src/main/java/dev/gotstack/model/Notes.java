package dev.gotstack.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The notes and bookmarks of one dump, by address. Immutable: a change gives another value, so that undoing is putting
/// the earlier one back.
///
/// @param marks never holds an empty mark; lowest address first, compared unsigned
public record Notes(SortedMap<Long, Mark> marks) {
    public static final Notes NONE = new Notes(new TreeMap<>());

    public Notes {
        var copy = new TreeMap<Long, Mark>(Long::compareUnsigned);
        marks.forEach((address, mark) -> {
            if (!mark.isEmpty()) {
                copy.put(address, mark);
            }
        });
        marks = Collections.unmodifiableSortedMap(copy);
    }

    public static Notes of(Map<Long, Mark> marks) {
        return new Notes(new TreeMap<>(marks));
    }

    /// What was left at an address.
    public Mark at(long address) {
        return marks.getOrDefault(address, Mark.NONE);
    }

    /// The same with something else at an address.
    public Notes with(long address, Mark mark) {
        var changed = new TreeMap<Long, Mark>(Long::compareUnsigned);
        changed.putAll(marks);
        changed.put(address, mark);
        return new Notes(changed);
    }

    public boolean isEmpty() {
        return marks.isEmpty();
    }
}
