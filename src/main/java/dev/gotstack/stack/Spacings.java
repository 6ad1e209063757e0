package dev.gotstack.stack;

import dev.gotstack.stack.StackWords.Word;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How far above a value other possible return addresses lie, over all places of a stack where it occurs. A call site's
/// function has one frame size, so the distance to the next return address is the same at all of them.
final class Spacings {
    /// A value met less often tells nothing.
    static final int OFTEN = 3;
    /// Of the most frequent distance, at which every other one is met at most.
    private static final double RARER = 0.6;

    private final StackWords words;
    private final Map<Long, Spacing> known = new HashMap<>();

    Spacings(StackWords words) {
        this.words = words;
    }

    /// How often possible return addresses lie at each distance above a value.
    ///
    /// @param most how often at the distance at which they do most often
    /// @param characteristic the one distance at which a word that does not look like data lies above every occurrence,
    ///     if at any other there is one much more rarely: the value is met in different surroundings and has the same
    ///     frame in all of them; 0 if there is none
    record Spacing(Map<Long, Integer> counts, int most, long characteristic) {

        static Spacing of(Map<Long, Integer> counts, Map<Long, Integer> plain) {
            int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
            var often = plain.entrySet().stream()
                    .filter(distance -> distance.getValue() > most * RARER)
                    .toList();
            boolean single =
                    most >= OFTEN && often.size() == 1 && often.getFirst().getValue() == most;
            return new Spacing(counts, most, single ? often.getFirst().getKey() : 0);
        }

        /// How often one lies at a distance, in relation to where one does most often; 1 where the value is too rare to
        /// tell.
        double support(long distance) {
            return most < OFTEN ? 1 : (double) counts.getOrDefault(distance, 0) / most;
        }
    }

    /// The distances above a value.
    Spacing of(long returnAddress) {
        return known.computeIfAbsent(returnAddress, this::count);
    }

    private Spacing count(long returnAddress) {
        var counts = new HashMap<Long, Integer>();
        var plain = new HashMap<Long, Integer>();
        var all = words.all();
        var places = telling(words.withValue(returnAddress));
        for (var place : places) {
            boolean again = false;
            for (var above : all.subList(place.index() + 1, all.size())) {
                long distance = above.slot() - place.slot();
                counts.merge(distance, 1, Integer::sum);
                // Behind its next occurrence everything repeats.
                if (!again && !looksLikeData(above)) {
                    plain.merge(distance, 1, Integer::sum);
                }
                again |= above.value() == returnAddress && places.contains(above);
            }
        }
        return Spacing.of(counts, plain);
    }

    private boolean looksLikeData(Word word) {
        return words.isPointerLike(word) || words.isStrewn(word) && !words.isAnchored(word);
    }

    /// Of the places where a value lies those that may tell its frame's size: copies that only look like data do not,
    /// and where enough have to do with a frame pointer no other does.
    private Set<Word> telling(List<Word> places) {
        var anchored = places.stream().filter(words::isAnchored).collect(Collectors.toCollection(LinkedHashSet::new));
        return anchored.size() >= OFTEN
                ? anchored
                : places.stream()
                        .filter(place -> !words.isStrewn(place) && !words.isCrowded(place))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
