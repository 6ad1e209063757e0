package dev.gotstack.stack.score;

import dev.gotstack.stack.Trust;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/// How what was claimed compares with the truth.
///
/// @param truth true return slots
/// @param claims return slots claimed
/// @param hits of them true
/// @param levels claims and hits of each trust level
record Score(int truth, int claims, int hits, Map<Trust, Level> levels) {
    static final Score NONE = new Score(0, 0, 0, Map.of());

    /// The claims of one trust level.
    record Level(int claims, int hits) {
        Level plus(Level other) {
            return new Level(claims + other.claims, hits + other.hits);
        }
    }

    /// @param scored which addresses count: those whose words were not overwritten. A claim elsewhere counts as wrong,
    ///     because no true return address is left there, and so does one that is made twice
    static Score of(Set<Slot> truth, Collection<Claim> claims, LongPredicate scored) {
        int hits = 0;
        var levels = new EnumMap<Trust, Level>(Trust.class);
        var seen = new HashSet<Slot>();
        for (var claim : claims) {
            boolean hit = scored.test(claim.slot().address()) && truth.contains(claim.slot()) && seen.add(claim.slot());
            hits += hit ? 1 : 0;
            if (claim.trust() != null) {
                levels.merge(claim.trust(), new Level(1, hit ? 1 : 0), Level::plus);
            }
        }
        int left =
                (int) truth.stream().filter(slot -> scored.test(slot.address())).count();
        return new Score(left, claims.size(), hits, levels);
    }

    static Score of(Set<Slot> truth, Collection<Claim> claims) {
        return of(truth, claims, address -> true);
    }

    Score plus(Score other) {
        var sum = new EnumMap<Trust, Level>(Trust.class);
        sum.putAll(levels);
        other.levels.forEach((trust, level) -> sum.merge(trust, level, Level::plus));
        return new Score(truth + other.truth, claims + other.claims, hits + other.hits, sum);
    }

    double recall() {
        return truth == 0 ? 1 : (double) hits / truth;
    }

    /// Of no claims at all, none is true.
    double precision() {
        return claims == 0 ? 0 : (double) hits / claims;
    }

    Level level(Trust trust) {
        return levels.getOrDefault(trust, new Level(0, 0));
    }
}
