package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.UNKNOWN;

import org.jspecify.annotations.Nullable;

/// The states in which a simulation came to each instruction: a second visit in an equal state leads nowhere new. A
/// table of open addressing, since every simulated instruction asks it.
final class Visits {
    /// Instead of a count: the state was met before.
    static final int REPEATED = 0;

    private static final long LARGEST_FRAME = 0x1_0000;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private int bits = 6;
    private long[] places = new long[1 << bits];
    private @Nullable Visit[] newest = new Visit[1 << bits];
    private int used;

    /// What tells one visit from another.
    ///
    /// @param count how many there were, with those before
    private record Visit(
            long stackPointer,
            long framePointer,
            boolean guessed,
            int helpers,
            @Nullable Visit before,
            int count) {

        boolean isAgain(long esp, long ebp, boolean guess, int depth) {
            for (var visit = this; visit != null; visit = visit.before) {
                if (visit.stackPointer == esp
                        && visit.framePointer == ebp
                        && visit.guessed == guess
                        && visit.helpers == depth) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Counts a visit.
    ///
    /// @return how many different ones the instruction has had, or [#REPEATED]
    int add(long eip, long esp, long ebp, boolean guessed, int helpers) {
        // Where it is no frame pointer its value does not matter, and may be another on each turn of a loop.
        boolean counts = esp == UNKNOWN || ebp == UNKNOWN || ebp >= esp && ebp - esp < LARGEST_FRAME;
        long framePointer = counts ? ebp : 0;
        int place = place(eip);
        var before = newest[place];
        if (before != null && before.isAgain(esp, framePointer, guessed, helpers)) {
            return REPEATED;
        }
        int count = before == null ? 1 : before.count + 1;
        newest[place] = new Visit(esp, framePointer, guessed, helpers, before, count);
        places[place] = eip;
        if (before == null && 2 * ++used > places.length) {
            grow();
        }
        return count;
    }

    private int place(long eip) {
        int place = (int) (eip * SPREAD >>> 64 - bits);
        while (newest[place] != null && places[place] != eip) {
            place = place + 1 & places.length - 1;
        }
        return place;
    }

    private void grow() {
        var oldPlaces = places;
        var oldNewest = newest;
        bits++;
        places = new long[1 << bits];
        newest = new Visit[1 << bits];
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldNewest[i] != null) {
                int place = place(oldPlaces[i]);
                places[place] = oldPlaces[i];
                newest[place] = oldNewest[i];
            }
        }
    }
}
