package dev.gotstack.stack;

import dev.gotstack.text.Phrase;

/// A run of stack bytes with one use. The parts of a stack lie edge to edge from its limit to its base.
///
/// @param start first address
/// @param end address behind the last byte
/// @param charged index of the frame that is charged for them, or -1. For what a function saves right below its return
///     address, and for that address itself, that is its caller.
/// @param owner index of the frame whose code put them there, or -1 if that is not known
/// @param what more exactly: the register that is saved; empty where the use says all
public record Part(long start, long end, Use use, int charged, int owner, Phrase what) {

    /// What bytes are used for.
    public enum Use {
        RETURN_ADDRESS("use.return-address"),
        SAVED_REGISTER("use.saved"),
        EXCEPTION_RECORD("use.exception-record"),
        LOCALS("use.locals"),
        ARGUMENTS("use.arguments"),
        /// Behind all that the prolog makes: pushed by the function's body, and not given to the call it is in.
        PUSHED("use.pushed"),
        TRAP_FRAME("use.trap-frame"),
        /// A frame's, but for what is not known.
        UNKNOWN("use.unknown"),
        BASE("use.base"),
        FREE("use.free"),
        UNATTRIBUTED("use.unattributed");

        private final String text;

        Use(String text) {
            this.text = text;
        }

        /// What a frame's own bytes of this use are called; of saved registers, which ones is to be said besides.
        public Phrase words() {
            return Phrase.of(text);
        }
    }

    public long bytes() {
        return end - start;
    }
}
