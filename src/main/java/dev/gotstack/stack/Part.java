package dev.gotstack.stack;

/// A run of stack bytes with one use. The parts of a stack lie edge to edge from its limit to its base.
///
/// @param start first address
/// @param end address behind the last byte
/// @param charged index of the frame that is charged for them, or -1. For what a function saves right below its return
///     address, and for that address itself, that is its caller.
/// @param owner index of the frame whose code put them there, or -1 if that is not known
/// @param what more exactly: the register that is saved; empty where the use says all
public record Part(long start, long end, Use use, int charged, int owner, String what) {

    /// What bytes are used for.
    public enum Use {
        RETURN_ADDRESS("return address"),
        SAVED_REGISTER("saved"),
        EXCEPTION_RECORD("exception registration"),
        LOCALS("locals"),
        ARGUMENTS("outgoing arguments"),
        /// Behind all that the prolog makes: pushed by the function's body, and not given to the call it is in.
        PUSHED("pushed by the body"),
        TRAP_FRAME("trap frame"),
        /// A frame's, but for what is not known.
        UNKNOWN("unknown"),
        BASE("floating-point save area"),
        FREE("free"),
        UNATTRIBUTED("unattributed");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public long bytes() {
        return end - start;
    }
}
