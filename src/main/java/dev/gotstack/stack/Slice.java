package dev.gotstack.stack;

/// A run of stack bytes with one owner. The slices of a stack lie edge to edge from its limit to its base.
///
/// @param start first address
/// @param end address behind the last byte
/// @param owner what the bytes are
/// @param frame index of the owning frame in the reconstructed stack, or -1
/// @param module name of the module that answers for them; empty for free and unattributed bytes
/// @param function what to call them: a function, or `trap frame`, `free` …
public record Slice(long start, long end, Owner owner, int frame, String module, String function) {

    /// What stack bytes are used for.
    public enum Owner {
        FRAME,
        TRAP_FRAME,
        /// Above the oldest frame: the save area of the floating-point state.
        BASE,
        FREE,
        UNATTRIBUTED
    }

    /// What the bytes are, in words that cannot be taken for a frame where none owns them.
    public String words() {
        return switch (owner) {
            case FRAME, TRAP_FRAME -> function;
            case BASE -> function + " (" + module + ")";
            case FREE -> "free";
            case UNATTRIBUTED -> "no known owner" + (function.isEmpty() ? "" : " (" + function + ")");
        };
    }

    public long bytes() {
        return end - start;
    }
}
