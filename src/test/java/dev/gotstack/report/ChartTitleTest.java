package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTitleTest {
    private static final int SIZE = 10_000;

    /// Modules are written `name/company=bytes`; what is missing of 10,000 bytes is free.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stackhog/Contoso Ltd.=4300 hogflt/Contoso Ltd.=2300 nt/Microsoft=3400 | Two Contoso Ltd. drivers used 66 % of the kernel stack
            stackhog/Contoso=7100 nt/Microsoft=2900                               | stackhog used 71 % of the kernel stack
            stackhog/Contoso=7000 tiny/Contoso=100 nt/Microsoft=2900              | stackhog used 70 % of the kernel stack
            stackhog/=7100 nt/=2900                                               | stackhog used 71 % of the kernel stack
            a/=3000 b/=3000 c/=2000 nt/=2000                                      | No single driver used up the kernel stack: 3 drivers share it
            a/A=2500 b/B=2500 c/C=2000 nt/Microsoft=3000                          | No single driver used up the kernel stack: 3 drivers of 3 companies share it
            a/A=2500 b/B=2500 c/=2000 nt/Microsoft=3000                           | No single driver used up the kernel stack: 3 drivers of at least 2 companies share it
            a/A=1000 b/A=1000 c/A=1500 nt/Microsoft=5500 d/D=1000                 | No single driver used up the kernel stack: 4 drivers of 2 companies share it
            a/A=3500 nt/Microsoft=5500 (unattributed)/=1000                       | No single driver used up the kernel stack: a has 35 %
            a/A=4400 b/B=4200 nt/Microsoft=1400                                   | a and b used 86 % of the kernel stack
            nt/Microsoft=10000                                                    | The Windows kernel itself used 100 % of the kernel stack
            nt/Microsoft=8000 a/A=1000 b/B=1000                                   | The Windows kernel itself used 80 % of the kernel stack
            ntfs/Microsoft=3000 fltmgr/Microsoft=2500 nt/Microsoft=4500           | Two Microsoft drivers used 55 % of the kernel stack
            (unattributed)/=7000 a/A=3000                                         | It is not known who used 70 % of the kernel stack
            (unattributed)/=4100 a/A=5900                                         | a used 59 % of the kernel stack
            (unattributed)/=10000                                                 | It is not known who used 100 % of the kernel stack
            a/A=3000                                                              | The kernel stack was not used up: 7,000 of 10,000 bytes are free
            ''                                                                    | The kernel stack was not used up: 10,000 of 10,000 bytes are free
            """)
    void namesWhomTheNumbersName(String modules, String title) {
        assertEquals(title, title(usage(modules)));
    }

    @Test
    void nothingIsSaidAboutAnEmptyStack() {
        var empty = new StackUsage(0x1000, 0x1000, 0, 0, 0, List.of(), List.of(), List.of());
        assertEquals("It is not known who used the kernel stack", title(empty));
        assertEquals(List.of(), data(empty).subtitle());
    }

    @Test
    void theArticlesChartTellsFindingHeadroomAndCycle() {
        var data = Usages.articleData();
        assertEquals("Two Contoso Ltd. drivers used 66 % of the kernel stack", data.title());
        assertEquals(
                List.of(
                        "A page fault needed 116 bytes; 88 of 12,288 were left.",
                        "The same 5 calls repeat 19 times and take 10,469 bytes.",
                        "Bug check 0x7F (8), StackHog.exe, processor 3."),
                data.subtitle());
    }

    @Test
    void missingFramesAndStacksAreSaid() {
        assertEquals(
                List.of("Bug check.", "No frame was found: the stack is not in the dump."),
                Charts.remarks("Bug check.", CallStack.empty(Phrase.data("the stack is not in the dump"))));
        var unknown = ChartData.unknown("The crashed thread cannot be read.", "Bug check.", "x.dmp");
        assertEquals("It is not known who used the kernel stack", unknown.title());
        assertEquals(List.of("The crashed thread cannot be read.", "Bug check."), unknown.subtitle());
        ChartLayoutTest.assertSound(ChartLayout.of(unknown, 1120, 640));
    }

    @Test
    void oneFrameAndNoNamesAreSaid() {
        var analysis = Samples.analyze(
                Samples.ARTICLE, new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.of(), false, false));
        var frames = analysis.reconstructedStack().frames();
        var one = Charts.remarks("", new CallStack(List.of(frames.getFirst()), Phrase.data("there is no more"), false));
        assertEquals("Only one frame was found: there is no more.", one.get(1));
        assertEquals("No symbols were found: functions are named by their addresses.", one.get(2));
        assertTrue(Charts.of(analysis).orElseThrow().subtitle().contains(one.get(2)));
        Samples.close(analysis);
    }

    /// A handler that ran on needs more than its trap frame, and a call at the limit needs its four bytes.
    @Test
    void headroomSaysWhatIsKnownOnly() {
        var usage = usage("stackhog/Contoso=7100 nt/Microsoft=2900");
        assertEquals(
                List.of("The next call took at least 4 bytes; none of 10,000 were left."),
                ChartTitle.headroom(usage, new Headroom(0, 4, false)));
        assertEquals(
                List.of("A page fault needed 116 bytes; 1 of 10,000 was left."),
                ChartTitle.headroom(usage, new Headroom(1, 116, true)));
        assertEquals(List.of(), ChartTitle.headroom(usage, new Headroom(200, 116, false)));
    }

    @Test
    void unknownHeadroomIsNotMentioned() {
        var usage = usage("stackhog/Contoso=7100 nt/Microsoft=2900");
        assertEquals(List.of(), data(usage).subtitle());
    }

    /// The percentage of the title is what the reader gets who adds up the bars.
    @Property(tries = 500)
    void titleEqualsTheSumOfItsBars(
            @ForAll @IntRange(min = 0, max = 7_000) int first, @ForAll @IntRange(min = 0, max = 5_000) int second) {
        int kernel = Math.max(0, SIZE - first - second);
        var usage = usage("a/Contoso=" + first + " b/Contoso=" + second + " nt/Microsoft=" + kernel);
        String title = title(usage);
        if (title.startsWith("Two Contoso drivers")) {
            int sum = Shares.of(usage).modules().stream()
                    .filter(share -> share.module().company().equals("Contoso"))
                    .mapToInt(Shares.Share::percent)
                    .sum();
            assertEquals("Two Contoso drivers used " + sum + " % of the kernel stack", title);
        }
    }

    @Property(tries = 300)
    void percentsAddUp(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int frames,
            @ForAll @IntRange(min = 0, max = 30) int modules) {
        var usage = Usages.random(seed, frames, modules);
        var shares = Shares.of(usage);
        int groups = shares.groups().stream().mapToInt(Shares.Group::percent).sum();
        assertEquals(100, groups + shares.freePercent());
        assertEquals(
                usage.size(),
                shares.free()
                        + shares.groups().stream()
                                .mapToLong(Shares.Group::bytes)
                                .sum());
        for (var group : shares.groups()) {
            assertEquals(
                    group.percent(),
                    group.shares().stream().mapToInt(Shares.Share::percent).sum());
            double error = group.percent() - 100.0 * group.bytes() / usage.size();
            assertTrue(Math.abs(error) < group.shares().size(), group.toString());
        }
        int last = 100;
        for (var share : shares.modules()) {
            assertTrue(share.percent() <= last, "more percent for fewer bytes: " + shares.modules());
            last = share.percent();
        }
    }

    private static String title(StackUsage usage) {
        return data(usage).title();
    }

    private static ChartData data(StackUsage usage) {
        return ChartData.of(usage, "", OptionalLong.empty(), true, "");
    }

    private static StackUsage usage(String text) {
        var modules = new ArrayList<ModuleUsage>();
        // Names may have blanks: an entry ends behind its digits.
        for (String entry :
                text.isBlank() ? List.<String>of() : List.of(text.strip().split("(?<=\\d) +(?=\\S+/)"))) {
            int slash = entry.indexOf('/');
            int equals = entry.indexOf('=');
            long bytes = Long.parseLong(entry.substring(equals + 1));
            modules.add(new ModuleUsage(
                    entry.substring(0, slash), entry.substring(slash + 1, equals), bytes, 1, 0, bytes, "f"));
        }
        long used = modules.stream().collect(Collectors.summingLong(ModuleUsage::bytes));
        return new StackUsage(
                Usages.LIMIT, Usages.LIMIT + SIZE, Math.max(0, SIZE - used), 0, 0, List.of(), modules, List.of());
    }
}
