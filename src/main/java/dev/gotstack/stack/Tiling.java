package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.stack.Landings.Landing;
import dev.gotstack.stack.StackWords.Word;
import dev.gotstack.text.Phrase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the way on where forward simulation has nothing to run: code that is not there, or a return address that was
/// overwritten. All words that may be return addresses are weighed together, over the rest of the stack, so that the
/// frames chosen tile it without overlap.
///
/// What counts: a word whose code is there must lead on by simulation, and better still be entered from the call above
/// it; a word in absent code is believed if the distance to the next one is the same wherever its value occurs, if it
/// lies on the chain of frame pointers, and if it does not look like data. Weights are in units of one plausible word.
final class Tiling {
    private static final double PLAUSIBLE = 1.0;
    /// Less than that of a word in missing code: what speaks for it is how it leads on.
    private static final double CALL_CHECKED = 0.3;
    private static final double ON_CHAIN = 2.5;
    private static final double SAVED_POINTER = 2.0;
    private static final double POINTER_LIKE = -2.5;
    private static final double STREWN = -1.5;
    private static final double CROWDED = -2.5;
    private static final double PASSED_LINK = -1.5;
    /// A whole stack's worth of frames: no path gains so much by going nowhere.
    private static final double DEAD_END = -4.0;
    private static final double REACHED_USER = 3.0;
    private static final double LOST_SLOT = -2.0;
    private static final double SKIPPED_CHAIN = -1.5;
    private static final double NEVER_THERE = -8.0;
    private static final double SAME_DISTANCE = 0.5;
    private static final double MOST_SAME_DISTANCE = 1.5;
    private static final double OTHER_DISTANCE = -2.0;
    private static final double CHARACTERISTIC = 1.5;
    private static final long LONGEST_STRETCH = 0x1800;

    private final StackWords words;
    private final Landings landings;
    final double[] value;
    final int[] next;
    private final Map<Word, double[]> lengths = new HashMap<>();
    private final Map<Long, Map<Long, Integer>> learned = new HashMap<>();
    private final Spacings spacings;

    Tiling(StackWords words, Landings landings) {
        this.words = words;
        this.landings = landings;
        this.spacings = new Spacings(words);
        int count = words.all().size();
        this.value = new double[count];
        this.next = new int[count];
        weigh();
        learn();
        weigh();
    }

    /// The next return slot, or null if none leads anywhere.
    ///
    /// @param eip where the frame executes whose return slot is sought
    /// @param slot the slot that holds this return address; less than `from`, or 0 if there is none
    /// @param from lowest address that may be it
    /// @param framePointer the frame pointer in force there, or [Machine#UNKNOWN]
    @Nullable
    Word after(long eip, long slot, long from, long framePointer) {
        var end = framePointer == UNKNOWN ? null : words.at(framePointer + 4);
        return end != null && end.slot() >= from ? below(end, eip, slot, from) : anywhere(eip, slot, from);
    }

    /// Why a word was not taken, in one line.
    Phrase whyNot(Word word) {
        if (words.isCrowded(word)) {
            return Phrase.of("lost.row");
        }
        if (words.isStrewn(word)) {
            return Phrase.of("lost.strewn");
        }
        if (word.verdict() == CodeView.Verdict.UNVERIFIABLE) {
            return Phrase.of(words.isPointerLike(word) ? "lost.aligned" : "lost.better-without");
        }
        return Phrase.of(value[word.index()] <= DEAD_END / 2 ? "lost.dead-end" : "lost.better-without");
    }

    private @Nullable Word anywhere(long eip, long slot, long from) {
        Word best = null;
        double bestWeight = DEAD_END;
        for (var word : words.all()) {
            if (word.slot() >= from) {
                double weight = value[word.index()]
                        + (slot == 0 ? 0 : distance(eip, word.slot() - slot))
                        + SKIPPED_CHAIN * words.chainBetween(from - 1, word.slot());
                if (weight > bestWeight) {
                    best = word;
                    bestWeight = weight;
                }
            }
        }
        return best;
    }

    /// The same where the frame pointer in force leads to a slot: whatever frames lie below that one have none of their
    /// own, and they end exactly there.
    private Word below(Word end, long eip, long slot, long from) {
        var best = end;
        double bestWeight = Double.NEGATIVE_INFINITY;
        var weights = lengths.computeIfAbsent(end, this::weighBelow);
        for (int i = end.index(); i >= 0 && words.all().get(i).slot() >= from; i--) {
            var word = words.all().get(i);
            double weight = weights[i] + (slot == 0 ? 0 : distance(eip, word.slot() - slot));
            if (weight > bestWeight) {
                best = word;
                bestWeight = weight;
            }
        }
        return best;
    }

    /// What each word below another is worth with the best frames that end exactly at that one.
    private double[] weighBelow(Word end) {
        var weights = new double[end.index() + 1];
        for (int i = end.index() - 1; i >= 0 && end.slot() - words.all().get(i).slot() <= LONGEST_STRETCH; i--) {
            var word = words.all().get(i);
            weights[i] = own(word) + within(word, end, weights);
        }
        return weights;
    }

    /// The best that can follow a word among some above it.
    private double within(Word word, Word end, double[] weights) {
        double best = DEAD_END;
        if (word.verdict() == CodeView.Verdict.CALLED) {
            for (var landing : landings.of(word)) {
                var target = landing.end() == Landings.End.SLOT ? words.at(landing.slot()) : null;
                if (target != null && target.index() <= end.index()) {
                    best = Math.max(best, landing.weight() + weights[target.index()]);
                }
            }
            return best;
        }
        for (int j = word.index() + 1; j <= end.index(); j++) {
            var target = words.all().get(j);
            best = Math.max(best, weights[j] + distance(word.value(), target.slot() - word.slot()));
        }
        return best;
    }

    /// From the top down: what each word is worth with the best that can follow it.
    private void weigh() {
        var all = words.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            var word = all.get(i);
            value[i] = own(word) + (word.verdict() == CodeView.Verdict.CALLED ? verified(word) : unverifiable(word));
        }
    }

    private double own(Word word) {
        boolean checked = word.verdict() == CodeView.Verdict.CALLED;
        double weight = checked ? CALL_CHECKED : PLAUSIBLE;
        boolean saved = words.savedFramePointer(word) != UNKNOWN;
        weight += words.isOnChain(word) ? ON_CHAIN : saved ? SAVED_POINTER : 0;
        weight += words.isCrowded(word) ? CROWDED : 0;
        weight += words.isStrewn(word) ? STREWN : 0;
        weight += !checked && words.isPointerLike(word) ? POINTER_LIKE : 0;
        return weight;
    }

    private double verified(Word word) {
        next[word.index()] = -1;
        double best = DEAD_END;
        for (var landing : landings.of(word)) {
            double weight = worth(landing) + SKIPPED_CHAIN * words.chainBetween(word.slot(), landing.slot());
            if (weight > best) {
                best = weight;
                var target = landing.end() == Landings.End.SLOT ? words.at(landing.slot()) : null;
                next[word.index()] = target == null ? -1 : target.index();
            }
        }
        return best;
    }

    /// What going on by a landing is worth.
    double worth(Landing landing) {
        return switch (landing.end()) {
            case USER_MODE -> landing.weight() + REACHED_USER;
            case MISSING_CODE -> landing.weight() + above(landing.slot());
            case LOST_SLOT -> landing.weight() + LOST_SLOT + above(landing.slot() + 4);
            case SLOT -> {
                var target = words.at(landing.slot());
                yield target == null ? Double.NEGATIVE_INFINITY : landing.weight() + value[target.index()];
            }
        };
    }

    /// The best that can follow somewhere at or above an address.
    private double above(long from) {
        var target = anywhere(0, 0, from);
        return target == null ? DEAD_END : value[target.index()];
    }

    private double unverifiable(Word word) {
        next[word.index()] = -1;
        double best = DEAD_END;
        long framePointer = words.savedFramePointer(word);
        var all = words.all();
        for (int j = word.index() + 1; j < all.size(); j++) {
            var target = all.get(j);
            double weight = value[j]
                    + distance(word, target, framePointer)
                    + (framePointer != UNKNOWN && target.slot() > framePointer + 4 ? PASSED_LINK : 0)
                    + SKIPPED_CHAIN * words.chainBetween(word.slot(), target.slot());
            if (weight > best) {
                best = weight;
                next[word.index()] = j;
            }
        }
        return best;
    }

    /// How well a distance fits. The frame pointer saved below a word needs no other witness for where it leads.
    private double distance(Word word, Word target, long framePointer) {
        double weight = distance(word.value(), target.slot() - word.slot());
        return framePointer != UNKNOWN && target.slot() == framePointer + 4 ? Math.max(0, weight) : weight;
    }

    /// How well a distance to the next return address fits a value: a call site's function has one frame size.
    private double distance(long returnAddress, long distance) {
        var spacing = spacings.of(returnAddress);
        double weight = NEVER_THERE * (1 - spacing.support(distance))
                + (spacing.characteristic() == distance ? CHARACTERISTIC : 0);
        var seen = learned.get(returnAddress);
        if (seen != null) {
            int same = seen.getOrDefault(distance, 0);
            int all = seen.values().stream().mapToInt(count -> count).sum();
            if (same >= 2) {
                weight += Math.min(MOST_SAME_DISTANCE, SAME_DISTANCE * same);
            } else if (all >= Spacings.OFTEN) {
                weight += OTHER_DISTANCE;
            }
        }
        return weight;
    }

    /// Counts the distances on the best path of all.
    private void learn() {
        int at = best();
        while (at >= 0) {
            int up = next[at];
            var word = words.all().get(at);
            if (up >= 0 && word.verdict() == CodeView.Verdict.UNVERIFIABLE) {
                long distance = words.all().get(up).slot() - word.slot();
                learned.computeIfAbsent(word.value(), ignored -> new HashMap<>())
                        .merge(distance, 1, Integer::sum);
            }
            at = up;
        }
    }

    private int best() {
        int best = -1;
        for (int i = 0; i < value.length; i++) {
            best = best < 0 || value[i] > value[best] ? i : best;
        }
        return best;
    }
}
