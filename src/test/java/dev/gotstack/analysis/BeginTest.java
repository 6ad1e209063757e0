package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeginTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void nothingIsConcludedBeforeItIsAskedFor() throws IOException {
        var begun = Analyzer.begin(Samples.ARTICLE, AnalysisOptions.defaults(), (what, at, total) -> done.add(what));
        try (var kernel = begun.kernel()) {
            assertTrue(begun.processor().isPresent());
            assertTrue(kernel.space().hole(0x1000).isPresent());
            assertFalse(done.contains("Rebuilding the call stack"), done.toString());

            begun.complete((what, at, total) -> done.add(what));
            assertTrue(done.contains("Rebuilding the call stack"), done.toString());
            done.clear();
            begun.complete((what, at, total) -> done.add(what));
            assertEquals(List.of(), done, "once is enough");
        }
    }

    @Test
    void whatIsAskedForIsTheSame() throws IOException {
        var begun = Analyzer.begin(Samples.ARTICLE, AnalysisOptions.defaults(), (what, at, total) -> {});
        var opened = Analyzer.open(Samples.ARTICLE, AnalysisOptions.defaults(), (what, at, total) -> {});
        try (var one = begun.kernel();
                var other = opened.kernel()) {
            assertFalse(one == other);
            assertEquals(opened.findings(), begun.findings());
            assertEquals(
                    opened.reconstructedStack().frames().size(),
                    begun.reconstructedStack().frames().size());
            assertSame(begun.reconstructedStack(), begun.reconstructedStack());
        }
    }
}
