package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Rebuilt stacks against the processor's own instruction trace.
class ScoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Where not every frame can be found yet: the code of an unloaded driver is nowhere, and with only what the dump
    /// holds, neither is that of a paged-out one.
    private static final Map<String, Double> NEEDED_RECALL = Map.of("stack-x86-damage", 0.93);

    private record Slot(long address, long value) {}

    private record Score(int truth, int ours, int hits, int certain, int certainHits) {}

    @TestFactory
    Stream<DynamicTest> withPdbs() {
        return Samples.folders().stream().map(folder -> test(folder, AnalysisOptions.defaults()));
    }

    @TestFactory
    Stream<DynamicTest> withWhatTheDumpHolds() {
        var options = AnalysisOptions.dumpOnly(true);
        return Samples.folders().stream().map(folder -> test(folder, options));
    }

    @TestFactory
    Stream<DynamicTest> withoutAnySymbols() {
        var options = AnalysisOptions.dumpOnly(false);
        return Samples.folders().stream().map(folder -> test(folder, options));
    }

    @TestFactory
    Stream<DynamicTest> ofTheLaboratory() {
        var options = AnalysisOptions.dumpOnly(true);
        return Samples.laboratory().stream().map(folder -> test(folder, options));
    }

    private static DynamicTest test(Path folder, AnalysisOptions options) {
        return DynamicTest.dynamicTest(folder.getFileName().toString(), () -> {
            var score = score(folder, options);
            assertTrue(score.truth() >= 3, "the sample's own stack has calls");
            long needed = Math.round(score.truth()
                    * NEEDED_RECALL.getOrDefault(folder.getFileName().toString(), 1.0));
            assertTrue(score.hits() >= needed, "true return slots found: " + score.hits() + " of " + score.truth());
            assertEquals(score.ours(), score.hits(), "no false return slot is claimed");
            assertEquals(score.certain(), score.certainHits(), "a frame called certain is never wrong");
        });
    }

    private static Score score(Path folder, AnalysisOptions options) throws IOException {
        var analysis = Samples.analyze(Samples.dump(folder), options);
        try {
            var stack = analysis.thread().orElseThrow().stack();
            Set<Slot> truth = new HashSet<>();
            for (var frame :
                    JSON.readTree(folder.resolve("truth.json").toFile()).path("frames")) {
                long slot = Long.decode(frame.path("slot").asText());
                if (stack.contains(slot)) {
                    truth.add(new Slot(slot, Long.decode(frame.path("ret").asText())));
                }
            }
            int ours = 0;
            int hits = 0;
            int certain = 0;
            int certainHits = 0;
            for (var frame : analysis.reconstructedStack().frames()) {
                if (frame.returnSlot().isEmpty()) {
                    continue;
                }
                boolean hit = truth.contains(new Slot(
                        frame.returnSlot().getAsLong(), frame.returnAddress().orElse(0)));
                boolean sure = frame.evidence().trust() == Trust.CERTAIN;
                ours++;
                hits += hit ? 1 : 0;
                certain += sure ? 1 : 0;
                certainHits += hit && sure ? 1 : 0;
            }
            return new Score(truth.size(), ours, hits, certain, certainHits);
        } finally {
            Samples.close(analysis);
        }
    }
}
