package dev.gotstack.stack;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a stack is imagined without: the drivers and repeated calls somebody ticks off.
///
/// @param modules names of modules without whose frames it is imagined
/// @param rounds by index of a cycle in [StackUsage#cycles], how many of its rounds stay; the newest ones go
/// @param called what becomes of the frames called through one that goes
public record Omission(SortedSet<String> modules, SortedMap<Integer, Integer> rounds, Called called) {
    private static final Omission NOTHING =
            new Omission(Collections.emptySortedSet(), Collections.emptySortedMap(), Called.STAYS);

    /// What becomes of the functions called through one that is left out.
    public enum Called {
        /// They are called all the same: a filter driver handed on what others would have handed on.
        STAYS,
        /// They are never called.
        FALLS
    }

    public Omission {
        modules = Collections.unmodifiableSortedSet(new TreeSet<>(modules));
        rounds = Collections.unmodifiableSortedMap(new TreeMap<>(rounds));
    }

    public static Omission nothing() {
        return NOTHING;
    }

    public static Omission of(Set<String> modules, Called called) {
        return new Omission(new TreeSet<>(modules), Collections.emptySortedMap(), called);
    }

    public Omission withModule(String module, boolean omitted) {
        var changed = new TreeSet<>(modules);
        if (omitted) {
            changed.add(module);
        } else {
            changed.remove(module);
        }
        return new Omission(changed, rounds, called);
    }

    /// @param kept rounds that stay; all of them or more means that the cycle stays as it is
    public Omission withCycle(int cycle, int kept, StackUsage usage) {
        var changed = new TreeMap<>(rounds);
        if (kept < usage.cycles().get(cycle).rounds()) {
            changed.put(cycle, Math.max(0, kept));
        } else {
            changed.remove(cycle);
        }
        return new Omission(modules, changed, called);
    }

    public Omission withCalled(Called other) {
        return new Omission(modules, rounds, other);
    }

    public boolean isNothing() {
        return modules.isEmpty() && rounds.isEmpty();
    }

    /// Whether a slice belongs to a frame that is left out itself.
    boolean covers(Slice slice, StackUsage usage) {
        return slice.frame() >= 0 && (modules.contains(slice.module()) || isInCycle(slice.frame(), usage));
    }

    private boolean isInCycle(int frame, StackUsage usage) {
        return rounds.entrySet().stream().anyMatch(entry -> {
            var cycle = usage.cycles().get(entry.getKey());
            // Frames count from the newest: the rounds that go come first.
            int going = cycle.rounds() - entry.getValue();
            return frame >= cycle.first() && frame < cycle.first() + going * cycle.period();
        });
    }
}
