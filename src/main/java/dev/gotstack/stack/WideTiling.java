package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RIP;
import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.stack.Evidence.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Weighs all words of a 64-bit stack that may be return addresses, from the top down: a word's own weight and the best
/// that can follow it. Where the function that a word leads into is known, by unwind data or code, exactly one slot can
/// follow; where it is not, any higher one, and the distances between equal words must agree.
final class WideTiling {
    private static final int WORD = 8;
    private static final int CALL_ALIGNMENT = 16;
    /// Equal values closer together than this are data.
    private static final long NEAR = 64;
    /// Longer functions and frames are rare enough to be missed.
    private static final long LONGEST_FUNCTION = 0x8000;

    private static final long LARGEST_FRAME = 0x2000;

    private static final double CALLED = 1;
    private static final double UNVERIFIABLE = 0.5;
    private static final double ENTRY_LIKE = -1;
    private static final double STREWN = -0.7;
    private static final double PHASE = 0.25;
    private static final double LINKED = 1;
    private static final double ENTERED = 1;
    private static final double DEAD = -2;
    private static final double ASTRAY = -1;
    private static final double END = 2;
    private static final double LEADS_HERE = 0.7;
    private static final double LEADS_ELSEWHERE = -3;
    private static final double SKIPPED = -0.15;
    private static final double SAME_DISTANCE = 0.5;
    private static final double OTHER_DISTANCE = -1;
    private static final int FEWEST_EQUAL = 4;
    private static final double NEARLY_ALL = 0.9;

    private final WideUnwinder unwinder;
    private final StackBounds bounds;
    private final List<Word> words = new ArrayList<>();
    private final Map<Long, Word> bySlot = new HashMap<>();
    private final Map<Long, Set<Long>> distances = new HashMap<>();
    private final boolean[] doubtful;
    private final double[] worth;
    private final @Nullable Word[] next;
    private final int[] ahead;
    private final List<Optional<WideUnwinder.Way>> ways = new ArrayList<>();

    /// A word that may be a return address.
    ///
    /// @param index its place among them, by address
    record Word(int index, long slot, long value, CodeView.Verdict verdict) {}

    WideTiling(WideUnwinder unwinder, StackBounds bounds, Corrections corrections) {
        this.unwinder = unwinder;
        this.bounds = bounds;
        for (long slot = bounds.limit(); slot < bounds.base(); slot += WORD) {
            long value = unwinder.memory().apply(slot).orElse(0);
            var verdict = unwinder.code().verdict(value);
            if (verdict != CodeView.Verdict.NONE && !corrections.rejected().contains(slot)) {
                var word = new Word(words.size(), slot, value, verdict);
                words.add(word);
                bySlot.put(slot, word);
                ways.add(unwinder.best(registers(word), false));
            }
        }
        doubtful = new boolean[words.size()];
        worth = new double[words.size()];
        next = new Word[words.size()];
        ahead = new int[words.size()];
        learn();
        weigh();
    }

    /// Registers when the call that pushed a word has returned.
    static WideRegisters registers(Word word) {
        return WideRegisters.none().with(RIP, word.value()).with(RSP, word.slot() + WORD);
    }

    /// The word that is most likely the next return address, or null if none is.
    ///
    /// @param rip where the frame executes whose return address is sought
    /// @param from lowest address at which it may lie
    @Nullable
    Word after(long rip, long from) {
        return best(rip, from, bounds.base());
    }

    /// How many frames follow a word without a guess.
    int ahead(Word word) {
        return ahead[word.index()];
    }

    /// Words between two addresses that may be return addresses too.
    List<Word> between(long from, long to) {
        return words.stream()
                .filter(word -> word.slot() >= from && word.slot() < to)
                .toList();
    }

    private void weigh() {
        boolean odd = hasOddPhase();
        var strewn = strewn();
        for (int i = words.size() - 1; i >= 0; i--) {
            var word = words.get(i);
            double own = word.verdict() == CodeView.Verdict.CALLED ? CALLED : UNVERIFIABLE;
            own += word.value() % CALL_ALIGNMENT == 0 ? ENTRY_LIKE : 0;
            own += strewn[i] ? STREWN : 0;
            own += (word.slot() % CALL_ALIGNMENT != 0) == odd ? PHASE : 0;
            doubtful[i] = own <= 0;
            follow(word, own);
        }
    }

    private void follow(Word word, double own) {
        int i = word.index();
        next[i] = null;
        ahead[i] = 0;
        var way = ways.get(i);
        if (way.isEmpty()) {
            followAny(word, own);
            return;
        }
        var caller = way.get().caller();
        if (caller.machineFrame().isPresent()) {
            boolean plausible = caller.machineFrame().get().isPlausible();
            worth[i] = own + (plausible ? END : DEAD);
            ahead[i] = plausible ? 1 : 0;
            return;
        }
        var linked = bySlot.get(caller.slot());
        if (!way.get().guess().isEmpty()) {
            followAny(word, own);
            return;
        }
        if (linked == null || caller.slot() <= word.slot()) {
            if (way.get().method() == Method.FORWARD_SIMULATION && !endsAt(caller)) {
                // Code that never returns may seem to run on into the next function.
                followAny(word, own + ASTRAY);
            } else {
                worth[i] = own + (endsAt(caller) ? END : DEAD);
            }
            return;
        }
        next[i] = linked;
        ahead[i] = 1 + ahead[linked.index()];
        boolean entered = unwinder.isCallOf(linked.value(), word.value(), false);
        worth[i] = own + worth[linked.index()] + LINKED + (entered ? ENTERED : 0);
    }

    private void followAny(Word word, double own) {
        var best = best(word.value(), word.slot() + WORD, word.slot() + LARGEST_FRAME);
        next[word.index()] = best;
        worth[word.index()] = own + (best == null ? 0 : Math.max(0, edge(word.value(), word.slot() + WORD, best)));
    }

    /// Whether a thread's oldest function was reached: it returns to nowhere.
    private boolean endsAt(UnwindCodes.Caller caller) {
        return caller.registers().rip() == 0 && bounds.base() - caller.slot() < LARGEST_FRAME;
    }

    private @Nullable Word best(long rip, long from, long to) {
        Word best = null;
        double most = Double.NEGATIVE_INFINITY;
        double skipped = 0;
        for (int i = first(from); i < words.size() && words.get(i).slot() < to; i++) {
            var word = words.get(i);
            double value = worth[i] + leads(rip, word) + distance(rip, from, word) + skipped;
            if (value > most && !doubtful[i]) {
                most = value;
                best = word;
            }
            skipped += SKIPPED;
        }
        return best;
    }

    private double edge(long rip, long from, Word to) {
        return worth[to.index()] + leads(rip, to) + distance(rip, from, to) + SKIPPED * (to.index() - first(from));
    }

    /// Whether the call before a word leads to where code executes that is not there itself.
    private double leads(long rip, Word word) {
        var callee = word.verdict() == CodeView.Verdict.CALLED
                ? unwinder.code().calleeOf(word.value())
                : OptionalLong.empty();
        if (callee.isEmpty()) {
            return 0;
        }
        if (unwinder.knowsEntry(rip)) {
            return unwinder.isCallOf(word.value(), rip, false) ? ENTERED : LEADS_ELSEWHERE;
        }
        long distance = rip - callee.getAsLong();
        return distance >= 0 && distance < LONGEST_FUNCTION ? LEADS_HERE : -LEADS_HERE;
    }

    /// Whether a word lies where the frame of equal ones ends too: most functions' frames have one size.
    private double distance(long rip, long from, Word word) {
        var usual = distances.get(rip);
        if (usual == null) {
            return 0;
        }
        return usual.contains(word.slot() - from) ? SAME_DISTANCE : OTHER_DISTANCE;
    }

    private int first(long from) {
        int low = 0;
        int high = words.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (words.get(middle).slot() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Learns of words whose code is not there at which distances others follow wherever they occur.
    private void learn() {
        var places = new HashMap<Long, List<Word>>();
        for (var word : words) {
            if (ways.get(word.index()).isEmpty()) {
                places.computeIfAbsent(word.value(), ignored -> new ArrayList<>())
                        .add(word);
            }
        }
        places.forEach((value, equal) -> {
            if (equal.size() >= FEWEST_EQUAL) {
                var usual = usualDistances(equal);
                if (!usual.isEmpty()) {
                    distances.put(value, usual);
                }
            }
        });
    }

    /// Distances at which a word follows nearly all of these.
    private Set<Long> usualDistances(List<Word> equal) {
        var counts = new HashMap<Long, Integer>();
        for (var word : equal) {
            for (int i = word.index() + 1; i < words.size() && words.get(i).slot() - word.slot() < LARGEST_FRAME; i++) {
                counts.merge(words.get(i).slot() - word.slot() - WORD, 1, Integer::sum);
            }
        }
        // The oldest may end otherwise, and an equal word may be what is left of an older call.
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= NEARLY_ALL * equal.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Whether most of the words lie where calls put them on a stack aligned to 16 bytes.
    private boolean hasOddPhase() {
        long odd =
                words.stream().filter(word -> word.slot() % CALL_ALIGNMENT != 0).count();
        return 2 * odd >= words.size();
    }

    private boolean[] strewn() {
        var strewn = new boolean[words.size()];
        var last = new HashMap<Long, Word>();
        for (var word : words) {
            var before = last.put(word.value(), word);
            if (before != null && word.slot() - before.slot() <= NEAR) {
                strewn[before.index()] = true;
                strewn[word.index()] = true;
            }
        }
        return strewn;
    }
}
