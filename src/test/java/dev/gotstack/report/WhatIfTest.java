package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.WhatIfWords;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.Omission.Called;
import dev.gotstack.stack.Slice.Owner;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.stack.WhatIf.Verdict;
import dev.gotstack.text.Phrase;
import dev.gotstack.x86.RegisterSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The article's case is worked by hand from what `kra` prints of it.
///
/// The stack lies from b8ae6000 to b8ae9000. The first page fault hit nt!CcMapData while 88 bytes were left
/// (b8ae6000 to its stack pointer b8ae6058); its trap frame takes 116. Newest first, in bytes:
/// ```
/// nt!CcMapData        148    nt!CcCopyRead   64
/// fabfs!FabReadCached  60    FabReadRun    1568    FabCommonRead 24    FabFsdRead 84      = 1,736
/// 16 rounds of
///   nt!IofCallDriver 20, stackhog!HogReadParent 24, HogExpandStored 224 or HogExpandPacked 292, HogRead 56,
///   nt!IofCallDriver 20, hogflt!HogFltCallNext 36, HogFltScanRequest 112, HogFltRead 44   = 536, or 604
/// ```
/// Of the newest eight rounds the third and the sixth are packed; of all sixteen, five are.
class WhatIfTest {
    private static final Analysis ARTICLE = Samples.analyze(Samples.ARTICLE);

    @AfterAll
    static void close() {
        Samples.close(ARTICLE);
    }

    private static WhatIf article(Omission omission) {
        return Charts.whatIf(ARTICLE, omission).orElseThrow();
    }

    private static StackUsage usage() {
        return ARTICLE.usage().orElseThrow();
    }

    /// 88 + 16 · (36 + 112 + 44) = 88 + 3,072 = 3,160, and 3,160 - 116 = 3,044.
    @Test
    void withoutTheFilterTheTrapFrameFits() {
        var answer = article(Omission.of(Set.of("hogflt"), Called.STAYS));
        assertEquals(3_072, answer.freed());
        assertEquals(48, answer.frames());
        assertEquals(3_160, answer.left());
        assertEquals(Verdict.AVOIDED, answer.verdict());
        assertEquals(
                "Without hogflt (48 frames, 3,072 bytes), 3,160 of 12,288 bytes would have been free at the fault,"
                        + " not 88. The fault needed 116 bytes: the same fault would not have happened; 3,044 bytes"
                        + " would have remained. Assumed: what it called would have been called all the same, in"
                        + " frames as large. Whether the calls that repeat 16 times would have ended is unknown; what"
                        + " is freed holds 8 more rounds.",
                String.join(
                        " ",
                        WhatIfWords.of(usage(), answer).stream()
                                .map(Phrase::english)
                                .toList()));
    }

    /// 88 + (148 + 64) + 1,736 = 2,036: all that lies below b8ae67f4, where fabfs was called.
    @Test
    void whatTheFileSystemCalledFallsWithIt() {
        var answer = article(Omission.of(Set.of("fabfs"), Called.FALLS));
        assertEquals(2_036, answer.left());
        assertEquals(0xb8ae67f4L - usage().limit(), answer.left());
        assertEquals(Verdict.NEVER_CALLED, answer.verdict());
        assertTrue(WhatIfWords.of(usage(), answer).contains(Phrase.of("what-if.falls")));
    }

    /// 88 + 8 · 536 + 2 · (292 - 224) = 88 + 4,288 + 136 = 4,512.
    @Test
    void halfTheRoundsLeaveTheNewestOnesOut() {
        var answer = article(Omission.nothing().withCycle(0, 8, usage()));
        assertEquals(4_512, answer.left());
        assertEquals(64, answer.frames());
        assertEquals(Verdict.AVOIDED, answer.verdict());
        assertTrue(WhatIfWords.of(usage(), answer)
                .getFirst()
                .english()
                .startsWith("Without 8 of the 16 rounds of repeated calls (64 frames, 4,424 bytes)"));
    }

    /// 88 + 16 · 536 + 5 · 68 = 88 + 8,576 + 340 = 9,004.
    @Test
    void theWholeCycle() {
        var answer = article(Omission.nothing().withCycle(0, 0, usage()));
        assertEquals(9_004, answer.left());
        assertEquals(answer.left() - 88, usage().cycles().getFirst().bytes());
    }

    /// 88 + 5,204 + 3,072 = 8,364; of a round of 8,916 / 16 = 557 bytes, 40 are the kernel's and stay.
    @Test
    void bothDrivers() {
        var answer = article(Omission.of(Set.of("stackhog", "hogflt"), Called.STAYS));
        assertEquals(8_364, answer.left());
        assertTrue(WhatIfWords.of(usage(), answer)
                .getFirst()
                .english()
                .startsWith("Without hogflt and stackhog (96 frames"));
    }

    @Test
    void twentyBytesAreNotEnough() {
        var usage = new Usages(Usages.LIMIT)
                .other(Owner.TRAP_FRAME, "nt", 88)
                .frame("nt", "CcMapData", 12_180)
                .frame("small", "SmallRead", 20)
                .fault(116, 88)
                .build();
        var headroom = Headroom.of(usage, RegisterSet.none().with("esp", Usages.LIMIT - 28));
        var answer = WhatIf.of(usage, headroom, Omission.of(Set.of("small"), Called.STAYS));
        assertEquals(108, answer.left());
        assertEquals(Verdict.SAME, answer.verdict());
        assertEquals(
                "The fault needed 116 bytes: it would still have happened, 8 bytes short.",
                WhatIfWords.of(usage, answer).get(1).english());
    }

    @Test
    void whatIsNotOnTheStackChangesNothing() {
        var answer = article(Omission.of(Set.of("beep"), Called.FALLS));
        assertEquals(0, answer.freed());
        assertEquals(Verdict.NOTHING_CHANGES, answer.verdict());
        assertTrue(WhatIfWords.of(usage(), answer).getFirst().english().startsWith("No frame"));
    }

    @Test
    void aStackThatDidNotRunOutHasNoFaultToAvoid() {
        var analysis = Samples.analyze(
                Samples.ROOT.resolve("dumps-sample/doublefault-x86-esp-bit/doublefault-x86-esp-bit.dmp"));
        var answer =
                Charts.whatIf(analysis, Omission.of(Set.of("nt"), Called.STAYS)).orElseThrow();
        assertEquals(Verdict.NOTHING_CHANGES, answer.verdict());
        assertTrue(WhatIfWords.of(analysis.usage().orElseThrow(), answer)
                .get(1)
                .english()
                .contains("did not run out"));
        Samples.close(analysis);
    }

    /// A push at the limit needs four bytes; a stack pointer below it what lies between.
    @Test
    void headroomFollowsFromTheRegisters() {
        var full = new Usages(Usages.LIMIT).frame("a", "f", 12_288).build();
        var push = RegisterSet.none().with("esp", Usages.LIMIT).with("cr2", Usages.LIMIT - 4);
        assertEquals(new Headroom(0, 4, false), Headroom.of(full, push));
        assertEquals(
                new Headroom(0, 136, false),
                Headroom.of(full, RegisterSet.none().with("esp", Usages.LIMIT - 136)));
        assertEquals(
                new Headroom(0, 0, false), Headroom.of(full, RegisterSet.none().with("esp", Usages.LIMIT + 136)));
        assertEquals(new Headroom(0, 0, false), Headroom.of(full, RegisterSet.none()));
    }

    @Property(tries = 300)
    void bytesAddUpWhateverIsLeftOut(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int frames,
            @ForAll @IntRange(min = 1, max = 12) int modules,
            @ForAll @IntRange(min = 0, max = 11) int which) {
        var usage = Usages.random(seed, frames, modules);
        var headroom = Headroom.of(usage, RegisterSet.none().with("esp", usage.limit() - 28));
        var name = usage.modules().get(which % usage.modules().size()).name();
        var stays = WhatIf.of(usage, headroom, Omission.of(Set.of(name), Called.STAYS));
        var falls = WhatIf.of(usage, headroom, Omission.of(Set.of(name), Called.FALLS));
        assertTrue(falls.freed() >= stays.freed());
        assertTrue(falls.gone().containsAll(stays.gone()));
        assertTrue(falls.left() <= usage.size() + headroom.left());
        assertEquals(
                stays.freed(),
                stays.gone().stream()
                        .mapToLong(i -> usage.slices().get(i).bytes())
                        .sum());
        assertTrue(stays.gone().stream().map(i -> usage.slices().get(i).module()).collect(Collectors.toSet()).stream()
                .allMatch(name::equals));
    }
}
