package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.layout.TypeSource;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.TrapFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// The words of a stack that may be return addresses, with what each looks like from outside: whether a saved frame
/// pointer lies below it, whether it is on the longest chain of frame pointers, whether its value is strewn about like
/// data.
final class StackWords {
    private static final int WORD = 4;
    /// Code entry points are aligned by every compiler; return addresses are only by chance.
    private static final int ENTRY_ALIGNMENT = 16;

    private static final int DATA_ALIGNMENT = 8;
    /// Equal values closer together than this are data: two calls of one function from one place lie further apart.
    private static final long NEAR = 64;
    /// This far on both sides, no more than so many return addresses lie in real frames.
    private static final long CROWD = 12;

    private static final int MOST_NEIGHBOURS = 3;
    private static final long MOST_HANDLER_BYTES = 64;
    private static final long SELECTOR = 0xffff;
    private static final long KERNEL_CODE = 0x8;
    private static final long USER_CODE = 0x1b;

    private final CodeView code;
    private final KernelStack stack;
    private final TypeSource types;
    private final NavigableSet<Long> trapFrames = new TreeSet<>();
    private final List<Word> words = new ArrayList<>();
    private final Map<Long, List<Word>> byValue = new HashMap<>();
    private final Map<Long, Word> bySlot = new HashMap<>();
    private final TreeSet<Long> chain = new TreeSet<>();
    /// The same, for counting.
    private final long[] chainSlots;
    private final Set<Word> strewn = new HashSet<>();
    private final Set<Long> linked = new HashSet<>();

    /// A word that may be a return address.
    ///
    /// @param index its place among them, by address
    record Word(int index, long slot, long value, CodeView.Verdict verdict) {}

    StackWords(CodeView code, KernelStack stack, TypeSource types, Corrections corrections) {
        this.types = types;
        this.code = code;
        this.stack = stack;
        for (long slot = stack.limit(); slot < stack.base(); slot += WORD) {
            long value = code.space().value(slot, WORD).orElse(0);
            var verdict = code.verdict(value);
            if (verdict != CodeView.Verdict.NONE && !corrections.rejected().contains(slot)) {
                var word = new Word(words.size(), slot, value, verdict);
                words.add(word);
                bySlot.put(slot, word);
                byValue.computeIfAbsent(value, ignored -> new ArrayList<>()).add(word);
            }
        }
        words.forEach(word -> linked.add(savedFramePointer(word) + WORD));
        findChain();
        chainSlots = chain.stream().mapToLong(Long::longValue).toArray();
        findStrewn();
        findTrapFrames();
    }

    List<Word> all() {
        return words;
    }

    /// The word at an address, or null if it can be no return address.
    @org.jspecify.annotations.Nullable
    Word at(long slot) {
        return bySlot.get(slot);
    }

    /// All words with a value.
    List<Word> withValue(long value) {
        return byValue.getOrDefault(value, List.of());
    }

    /// The frame pointer that whoever pushed this return address's frame saved right below it: an address further up
    /// that has a possible return address above it; [Machine#UNKNOWN] if there is none.
    long savedFramePointer(Word word) {
        return link(word.slot() - WORD);
    }

    /// The same whatever lies above it: a trap handler's frame pointer leads to its trap frame.
    long savedStackAddress(Word word) {
        long at = word.slot() - WORD;
        long value = stack.contains(at) ? code.space().value(at, WORD).orElse(0) : 0;
        return value > at && value % WORD == 0 && stack.contains(value) ? value : UNKNOWN;
    }

    private long link(long at) {
        long value = stack.contains(at) ? code.space().value(at, WORD).orElse(0) : 0;
        return value > at && isFramePointer(value) ? value : UNKNOWN;
    }

    /// Whether an address can be a frame pointer: a possible return address lies above it, and what lies at it, the
    // saved
    /// frame pointer, is no address of code.
    boolean isFramePointer(long address) {
        return address % WORD == 0
                && bySlot.containsKey(address + WORD)
                && !code.isCode(code.space().value(address, WORD).orElse(0));
    }

    /// Whether a saved frame pointer lies below it, or one below another word leads to it.
    boolean isAnchored(Word word) {
        return linked.contains(word.slot()) || savedFramePointer(word) != UNKNOWN;
    }

    /// Whether it lies on the longest chain of saved frame pointers.
    boolean isOnChain(Word word) {
        return chain.contains(word.slot());
    }

    /// How many words of the chain lie between two addresses, ends excluded.
    int chainBetween(long from, long to) {
        int first = Arrays.binarySearch(chainSlots, from + 1);
        int end = Arrays.binarySearch(chainSlots, to);
        return Math.max(0, (end < 0 ? -end - 1 : end) - (first < 0 ? -first - 1 : first));
    }

    /// The frame pointer of the chain in force at an address; [Machine#UNKNOWN] above its end.
    long chainPointerAt(long address) {
        var slot = chain.ceiling(address + WORD);
        return slot == null ? UNKNOWN : slot - WORD;
    }

    /// Whether the value looks like an entry point rather than a place behind a call; where nobody knows which part
    /// of an image is code, also whether it looks like the address of data.
    boolean isPointerLike(Word word) {
        int alignment = code.knowsSections(word.value()) ? ENTRY_ALIGNMENT : DATA_ALIGNMENT;
        return word.value() % alignment == 0;
    }

    /// Whether the same value lies nearby too.
    boolean isStrewn(Word word) {
        return strewn.contains(word);
    }

    /// Whether it lies among others like it, as in a table of pointers.
    boolean isCrowded(Word word) {
        int near = 0;
        for (long slot = word.slot() - CROWD; slot <= word.slot() + CROWD; slot += WORD) {
            near += bySlot.containsKey(slot) ? 1 : 0;
        }
        return near > MOST_NEIGHBOURS;
    }

    /// The trap frame that lies above a slot, so near that the call was made by the handler that built it and keeps its
    /// frame pointer on it; [Machine#UNKNOWN] if there is none.
    long trapFrameAbove(Word word) {
        var frame = trapFrames.higher(word.slot());
        return frame != null && frame - word.slot() <= MOST_HANDLER_BYTES ? frame : UNKNOWN;
    }

    private void findTrapFrames() {
        var selector = types.field("_KTRAP_FRAME", "SegCs");
        if (selector.isEmpty()) {
            return;
        }
        long offset = selector.get().offset();
        for (long va = stack.limit(); va + offset < stack.base(); va += WORD) {
            long segment = code.space().value(va + offset, WORD).orElse(0) & SELECTOR;
            // Most words are none; the whole frame is read only where the selector fits.
            if ((segment == KERNEL_CODE || segment == USER_CODE)
                    && TrapFrame.read(code.space()::bytes, types, va).isPlausible()) {
                trapFrames.add(va);
            }
        }
    }

    private void findStrewn() {
        for (var places : byValue.values()) {
            for (int i = 1; i < places.size(); i++) {
                if (places.get(i).slot() - places.get(i - 1).slot() <= NEAR) {
                    strewn.add(places.get(i - 1));
                    strewn.add(places.get(i));
                }
            }
        }
    }

    private void findChain() {
        var length = new HashMap<Long, Integer>();
        long longest = UNKNOWN;
        for (long at = stack.base() - WORD; at >= stack.limit(); at -= WORD) {
            long up = link(at);
            if (up != UNKNOWN) {
                length.put(at, 1 + length.getOrDefault(up, 0));
                if (longest == UNKNOWN || length.get(at) > length.getOrDefault(longest, 0)) {
                    longest = at;
                }
            }
        }
        for (long at = longest; at != UNKNOWN; at = link(at)) {
            if (bySlot.containsKey(at + WORD)) {
                chain.add(at + WORD);
            }
        }
    }
}
