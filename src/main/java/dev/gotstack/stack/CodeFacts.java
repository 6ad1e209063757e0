package dev.gotstack.stack;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.windows.Modules;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What has been learned of a kernel's 32-bit code: its instructions, what its functions remove from the stack, which
/// of them are helpers, and where they can be left. All of it holds for every stack on which the code runs, so one
/// thread's walk profits from another's. Not safe for use by several threads.
final class CodeFacts {
    /// More than the functions of a kernel have call sites on their stacks; a hostile dump may try for any number.
    private static final int MOST_ARRIVALS = 50_000;

    private final CodeView code;
    private final Callees callees;
    private final Map<Long, Boolean> helpers = new HashMap<>();
    private final Map<ForwardSimulation.Passage, ForwardSimulation.Arrival> arrivals = new HashMap<>();

    CodeFacts(AddressSpace space, Modules modules) {
        this(new CodeView(space, modules));
    }

    CodeFacts(CodeView code) {
        this.code = code;
        this.callees = new Callees(code);
    }

    CodeView code() {
        return code;
    }

    Callees callees() {
        return callees;
    }

    /// Whether the function at `entry` is a helper that changes its caller's frame; null if nobody has asked yet.
    @Nullable
    Boolean helper(long entry) {
        return helpers.get(entry);
    }

    void helper(long entry, boolean helper) {
        helpers.put(entry, helper);
    }

    /// Whether code comes from one place to another, found out once.
    ForwardSimulation.Arrival arrival(
            ForwardSimulation.Passage passage, Function<ForwardSimulation.Passage, ForwardSimulation.Arrival> findOut) {
        var known = arrivals.get(passage);
        if (known == null) {
            if (arrivals.size() >= MOST_ARRIVALS) {
                arrivals.clear();
            }
            known = findOut.apply(passage);
            arrivals.put(passage, known);
        }
        return known;
    }
}
