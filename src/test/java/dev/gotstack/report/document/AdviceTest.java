package dev.gotstack.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The advice fits the kind of fault, and follows from a finding.
class AdviceTest {

    private static List<Block.Entry> advice(String sample) {
        var folder = Samples.ROOT.resolve("dumps-sample").resolve(sample);
        var analysis = Samples.analyze(Samples.dump(folder));
        try {
            var document = DumpReport.of(analysis, Request.of(Level.CUSTOMER));
            var entries = document.sections().stream()
                    .filter(section -> section.id().equals("advice"))
                    .flatMap(section -> section.blocks().stream())
                    .flatMap(block -> ((Block.Entries) block).entries().stream())
                    .toList();
            var findings = analysis.findings().stream()
                    .map(finding -> finding.summary().english())
                    .toList();
            entries.forEach(entry -> assertTrue(findings.contains(entry.source()), entry.source()));
            return entries;
        } finally {
            Samples.close(analysis);
        }
    }

    private static List<String> ids(List<Block.Entry> entries) {
        return entries.stream().map(Block.Entry::id).toList();
    }

    private static String text(List<Block.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.title() + " " + String.join(" ", entry.lines()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theArticlesDriversAreNamedWithTheirFigures() {
        var advice = advice("article-x86");
        assertEquals(List.of("vendor", "vendor", "probe", "pool", "not-memory"), ids(advice));
        var text = text(advice);
        assertTrue(text.contains("Talk to Contoso Ltd."), text);
        assertTrue(
                text.contains("stackhog 2.4.0.1180 and hogflt 2.4.0.1180 used 8,276 bytes, 67 % of the stack"), text);
        assertTrue(text.contains("IoGetRemainingStackSize"), text);
        assertTrue(text.contains("fabfs!FabReadRun: 1,568 bytes"), text);
        assertFalse(text.contains("KeExpandKernelStack"), "Server 2003 has no second stack to offer");
    }

    @Test
    void aDamagedPointerGetsNoAdviceAboutStacks() {
        var advice = advice("doublefault-x86-esp-bit");
        assertEquals(List.of("hardware", "verifier", "no-stack-advice"), ids(advice));
        var text = text(advice);
        for (var word : List.of("IoGetRemainingStackSize", "pool memory", "Talk to", "worker thread")) {
            assertFalse(text.contains(word), word);
        }
    }

    @Test
    void manyDriversMeansFewerFilters() {
        var advice = advice("stack-x86-filters");
        assertTrue(ids(advice).contains("fewer-filters"), ids(advice).toString());
        assertTrue(ids(advice).stream().filter("vendor"::equals).count() >= 5, "each of the large ones is named");
        assertTrue(text(advice).contains("IoGetRemainingStackSize"));
    }

    @Test
    void gapsAreToBeFilledFirst() {
        assertTrue(ids(advice("stack-x86-damage")).contains("more-data"));
    }

    @Test
    void aSecondStackIsForSystemsThatHaveIt() {
        assertFalse(WindowsName.canExpandStack(2600));
        assertFalse(WindowsName.canExpandStack(3790));
        assertTrue(WindowsName.canExpandStack(6002));
        assertTrue(WindowsName.canExpandStack(19041));
    }

    @Test
    void buildsHaveTheirNames() {
        assertEquals("Windows XP", WindowsName.of(2600));
        assertEquals("Windows 7 SP1", WindowsName.of(7601));
        assertEquals("Windows 10", WindowsName.of(19045));
        assertEquals("Windows", WindowsName.of(3791));
        assertEquals("Windows", WindowsName.of(1));
    }
}
