package dev.gotstack.stack.score;

import dev.gotstack.disasm.CallSite;
import dev.gotstack.disasm.Mode;

/// Whether a call ends at an address.
final class Calls {
    private static final int LONGEST = 9;

    private final Target target;
    private final Mode mode;

    Calls(Target target) {
        this.target = target;
        this.mode = target.wordSize() == 4 ? Mode.BITS32 : Mode.BITS64;
    }

    boolean endAt(long va) {
        var modules = target.kernel().modules();
        if (!modules.isCode(va)) {
            return false;
        }
        var bytes = new byte[LONGEST];
        int got = modules.readCode(target.kernel().space(), va - LONGEST, bytes, LONGEST);
        return got == LONGEST && CallSite.endingAt(bytes, LONGEST, mode) != null;
    }
}
