package dev.gotstack.stack;

import dev.gotstack.text.Phrase;

/// A run of stack bytes with one owner. The slices of a stack lie edge to edge from its limit to its base.
///
/// @param start first address
/// @param end address behind the last byte
/// @param owner what the bytes are
/// @param frame index of the owning frame in the reconstructed stack, or -1
/// @param module name of the module that answers for them; empty for free and unattributed bytes
/// @param function what to call them: a function, or `trap frame`, `free` …
public record Slice(long start, long end, Owner owner, int frame, String module, String function) {

    /// The function's name of bytes above the oldest frame of a walk that did not reach the stack's end.
    static final String BEYOND = "beyond the last frame found";

    /// What stack bytes are used for.
    public enum Owner {
        FRAME,
        TRAP_FRAME,
        /// Above the oldest frame: the save area of the floating-point state.
        BASE,
        FREE,
        UNATTRIBUTED
    }

    /// What to call the bytes, for people.
    public Phrase name() {
        return switch (owner) {
            case FRAME, TRAP_FRAME -> Phrase.data(function);
            case BASE -> Phrase.of("slice.base");
            case FREE -> Phrase.of("use.free");
            case UNATTRIBUTED -> function.equals(BEYOND) ? Phrase.of("slice.beyond") : Phrase.data(function);
        };
    }

    /// What the bytes are, in words that cannot be taken for a frame where none owns them.
    public Phrase words() {
        return switch (owner) {
            case FRAME, TRAP_FRAME, FREE -> name();
            case BASE -> Phrase.of("slice.of-module", name(), module);
            case UNATTRIBUTED ->
                function.isEmpty() ? Phrase.of("slice.unowned") : Phrase.of("slice.unowned.what", name());
        };
    }

    public long bytes() {
        return end - start;
    }
}
