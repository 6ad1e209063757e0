package dev.gotstack.bench.limit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// What was measured, round by round.
final class Figures {
    private final Map<String, List<Double>> all = new HashMap<>();
    private long sum;

    /// Something to be measured.
    interface Body {
        /// @return a number that depends on all that was done, so that none of it can be left out
        long run() throws IOException;
    }

    void add(String what, double figure) {
        all.computeIfAbsent(what, ignored -> new ArrayList<>()).add(figure);
    }

    /// Runs something and keeps its figure, worked out from the seconds it took.
    void time(String what, Body body, DoubleUnaryOperator figure) throws IOException {
        long start = System.nanoTime();
        sum += body.run();
        add(what, figure.applyAsDouble((System.nanoTime() - start) / 1e9));
    }

    /// The same for something the compiler is to have seen: what is wanted is the steady state.
    void timeWarm(String what, int warmUps, Body body, DoubleUnaryOperator figure) throws IOException {
        for (int i = 0; i < warmUps; i++) {
            sum += body.run();
        }
        time(what, body, figure);
    }

    /// The middle one of a figure's rounds; not a number if there are none.
    double median(String what) {
        var sorted = all.getOrDefault(what, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /// What all that was done came to.
    long sum() {
        return sum;
    }
}
