package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.HashSet;
import java.util.Set;

/// What a person decided about the frames of a stack, by their return slots. The walk goes by it; where it can be
/// checked, the evidence says whether it fits.
///
/// @param pinned slots that hold return addresses of real frames: the walk stops at each
/// @param rejected slots that do not: the walk takes none of them
public record Corrections(Set<Long> pinned, Set<Long> rejected) {
    public static final Corrections NONE = new Corrections(Set.of(), Set.of());

    public Corrections {
        pinned = Set.copyOf(pinned);
        rejected = Set.copyOf(rejected);
    }

    public boolean isEmpty() {
        return pinned.isEmpty() && rejected.isEmpty();
    }

    /// In words: `2 frames set by hand, 1 return slot ruled out by hand`; empty if nothing was decided.
    public Phrase words() {
        var pins = Phrase.of("by-hand.pinned", pinned.size());
        var exclusions = Phrase.of("by-hand.rejected", rejected.size());
        if (isEmpty()) {
            return Phrase.NONE;
        }
        return rejected.isEmpty() ? pins : pinned.isEmpty() ? exclusions : Phrase.of("list.next", pins, exclusions);
    }

    /// The same with a slot pinned; it is no longer rejected.
    public Corrections pin(long slot) {
        return new Corrections(with(pinned, slot), without(rejected, slot));
    }

    /// The same with a slot rejected; it is no longer pinned.
    public Corrections reject(long slot) {
        return new Corrections(without(pinned, slot), with(rejected, slot));
    }

    /// The same without anything said about a slot.
    public Corrections forget(long slot) {
        return new Corrections(without(pinned, slot), without(rejected, slot));
    }

    private static Set<Long> with(Set<Long> slots, long slot) {
        var changed = new HashSet<>(slots);
        changed.add(slot);
        return changed;
    }

    private static Set<Long> without(Set<Long> slots, long slot) {
        var changed = new HashSet<>(slots);
        changed.remove(slot);
        return changed;
    }
}
