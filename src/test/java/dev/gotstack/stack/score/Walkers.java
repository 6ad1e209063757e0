package dev.gotstack.stack.score;

import dev.gotstack.stack.Reconstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// Ours, and the simple ones that others use.
final class Walkers {
    private static final int MOST_FRAMES = 4096;

    private Walkers() {}

    static List<Claim> ours(Target target) {
        return Claim.of(Reconstruction.of(target.kernel(), target.stack(), target.registers())
                .frames());
    }

    /// The chain of saved frame pointers, from the frame pointer on.
    static List<Claim> framePointers(Target target) {
        var claims = new ArrayList<Claim>();
        int word = target.wordSize();
        long at = target.registers().framePointer();
        while (target.stack().contains(at)
                && target.stack().contains(at + word)
                && at % word == 0
                && claims.size() < MOST_FRAMES) {
            long value = target.word(at + word);
            if (!target.kernel().modules().isCode(value)) {
                break;
            }
            claims.add(Claim.of(at + word, value));
            long next = target.word(at);
            if (next <= at) {
                break;
            }
            at = next;
        }
        return claims;
    }

    /// Every word that points into an executable section.
    static List<Claim> rawScan(Target target) {
        return scan(target, target.kernel().modules()::isCode);
    }

    /// Every word that points behind a call.
    static List<Claim> callScan(Target target) {
        var calls = new Calls(target);
        return scan(target, calls::endAt);
    }

    private static List<Claim> scan(Target target, LongPredicate looksRight) {
        var claims = new ArrayList<Claim>();
        int word = target.wordSize();
        for (long at = target.used() & -word; at < target.stack().base(); at += word) {
            long value = target.word(at);
            if (looksRight.test(value)) {
                claims.add(Claim.of(at, value));
            }
        }
        return claims;
    }
}
