package dev.gotstack.symbol.pe;

import java.util.List;
import java.util.Optional;

/// How a function of an x64 image changes stack and registers (`UNWIND_INFO`).
///
/// @param version 1, or 2 where epilogs are described too
/// @param prologSize bytes of its prolog
/// @param frameRegister number of the register that serves as frame pointer, 0 if none does
/// @param frameOffset bytes from the frame's fixed part to where the frame register points
/// @param codes steps of the prolog, the last one first, as they are to be undone
/// @param epilogs places where the function ends, in version 2
/// @param chained the function of which this code is a part, whose prolog ran before
/// @param handler RVA of its exception handler, 0 if it has none
public record UnwindInfo(
        int version,
        int prologSize,
        int frameRegister,
        int frameOffset,
        List<UnwindCode> codes,
        List<Epilog> epilogs,
        Optional<RuntimeFunction> chained,
        long handler) {

    /// The last instructions before a function is left, from the first `pop` on: what was allocated is free already.
    ///
    /// @param fromEnd bytes from its first instruction to the function's end
    /// @param size bytes of it, `ret` included
    public record Epilog(int fromEnd, int size) {}
}
