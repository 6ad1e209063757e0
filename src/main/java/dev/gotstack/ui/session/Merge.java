package dev.gotstack.ui.session;

import dev.gotstack.model.Mark;
import dev.gotstack.model.Notes;
import dev.gotstack.stack.Corrections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// Brings together what two programs did to one session. What only one of them changed is taken from that one; two
/// different notes at one address are both kept.
final class Merge {
    private Merge() {}

    /// @param base what both started from
    /// @param mine what is to be saved
    /// @param theirs what the file holds by now
    static SavedSession of(SavedSession base, SavedSession mine, SavedSession theirs) {
        if (theirs.equals(base)) {
            return mine;
        }
        return new SavedSession(
                mine.dump(),
                mine.context(),
                mine.selection(),
                notes(base.notes(), mine.notes(), theirs.notes()),
                corrections(base.corrections(), mine.corrections(), theirs.corrections()),
                mine.symbolPaths().equals(base.symbolPaths()) ? theirs.symbolPaths() : mine.symbolPaths(),
                mine.layout());
    }

    static Notes notes(Notes base, Notes mine, Notes theirs) {
        var addresses = new TreeSet<Long>(Long::compareUnsigned);
        addresses.addAll(mine.marks().keySet());
        addresses.addAll(theirs.marks().keySet());
        var merged = new HashMap<Long, Mark>();
        for (long address : addresses) {
            merged.put(address, mark(base.at(address), mine.at(address), theirs.at(address)));
        }
        return Notes.of(merged);
    }

    private static Mark mark(Mark base, Mark mine, Mark theirs) {
        boolean bookmarked = mine.bookmarked() == base.bookmarked() ? theirs.bookmarked() : mine.bookmarked();
        return new Mark(bookmarked, text(base.note(), mine.note(), theirs.note()));
    }

    /// A text that one side took away and the other rewrote stays: better one too many than one lost.
    private static String text(String base, String mine, String theirs) {
        if (mine.equals(base) || mine.equals(theirs)) {
            return theirs;
        }
        if (theirs.equals(base) || theirs.isEmpty() || mine.contains(theirs)) {
            return mine;
        }
        return mine.isEmpty() || theirs.contains(mine) ? theirs : mine + "\n" + theirs;
    }

    private static Corrections corrections(Corrections base, Corrections mine, Corrections theirs) {
        var pinned = slots(base.pinned(), mine.pinned(), theirs.pinned());
        var rejected = slots(base.rejected(), mine.rejected(), theirs.rejected());
        // Where both decided and differ, this program's decision stands: it is what its user sees.
        pinned.removeIf(slot -> rejected.contains(slot) && !mine.pinned().contains(slot));
        rejected.removeAll(pinned);
        return new Corrections(pinned, rejected);
    }

    private static Set<Long> slots(Set<Long> base, Set<Long> mine, Set<Long> theirs) {
        var merged = new HashSet<>(theirs);
        mine.stream().filter(slot -> !base.contains(slot)).forEach(merged::add);
        base.stream().filter(slot -> !mine.contains(slot)).forEach(merged::remove);
        return merged;
    }
}
