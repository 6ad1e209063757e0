package dev.gotstack.windows;

import dev.gotstack.memory.AddressSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongPredicate;

/// Follows a doubly linked list (`_LIST_ENTRY`) in kernel memory. Lists in dumps can be damaged: the walk ends at a
/// missing page, at an entry seen before, or after [#MOST] entries.
final class ListWalk {
    /// No list of modules, processes or threads is longer.
    static final int MOST = 100_000;

    private final AddressSpace space;
    private final List<String> problems;

    ListWalk(AddressSpace space, List<String> problems) {
        this.space = space;
        this.problems = problems;
    }

    /// Addresses of the list entries behind `head`, in order.
    ///
    /// @param what what the list holds, for the line that says why it ended early
    List<Long> entries(long head, String what) {
        return entries(head, what, MOST, at -> true);
    }

    /// The same of a list that has limits of its own.
    ///
    /// @param most entries of it
    /// @param belongs whether an entry may be one of this list; asked once for each
    List<Long> entries(long head, String what, int most, LongPredicate belongs) {
        var entries = new ArrayList<Long>();
        var seen = new HashSet<Long>();
        var next = space.pointer(head);
        while (next.isPresent() && next.getAsLong() != head) {
            long at = next.getAsLong();
            var wrong = entries.size() >= most
                    ? "does not end"
                    : !seen.add(at) ? "runs in a circle" : !belongs.test(at) ? "runs into another list" : "";
            if (!wrong.isEmpty()) {
                problems.add("The list of " + what + " " + wrong + " at " + Long.toHexString(at));
                return entries;
            }
            entries.add(at);
            next = space.pointer(at);
        }
        if (next.isEmpty()) {
            long last = entries.isEmpty() ? head : entries.removeLast();
            problems.add("The list of " + what + " ends early: "
                    + space.missing(last, "list entry").getMessage());
        }
        return entries;
    }
}
