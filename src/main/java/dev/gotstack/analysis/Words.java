package dev.gotstack.analysis;

import dev.gotstack.text.Phrase;
import dev.gotstack.x86.Architecture;

/// Figures and lists as the story and the findings spell them.
final class Words {
    private Words() {}

    /// `b8ae5fe0`; ``fffff803`7a483d08``, as the width of the value tells.
    static String hex(long value) {
        return Architecture.of(value >>> 32 == 0 ? 4 : 8).hex(value);
    }

    /// `1 byte`, `12,288 bytes`
    static Phrase bytes(long value) {
        return Phrase.of("count.byte", value);
    }

    /// `1 frame`, `137 frames`
    static Phrase frames(long value) {
        return Phrase.of("count.frame", value);
    }

    /// `1 call`, `137 calls`
    static Phrase calls(long value) {
        return Phrase.of("count.call", value);
    }

    /// `42 %`, rounded as everywhere else.
    static Phrase percent(long part, long whole) {
        long percent = whole == 0 ? 0 : Math.round(part * 100.0 / whole);
        // What is not all of it is not said to be all of it.
        return Phrase.of("percent", part < whole ? Math.min(percent, 99) : percent);
    }
}
