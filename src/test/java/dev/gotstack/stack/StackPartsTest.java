package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every byte of a stack has a use or says that it is unknown. Where a register is said to be saved, the value there
/// must be what the caller is known to have in it: that the walk found out independently of prologs.
class StackPartsTest {
    static Stream<Arguments> samples() {
        return Samples.folders().stream()
                .flatMap(folder -> Stream.of(
                        Arguments.of(Samples.dump(folder), AnalysisOptions.defaults()),
                        Arguments.of(Samples.dump(folder), AnalysisOptions.dumpOnly(false))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyByteIsCountedOnce(Path dump, AnalysisOptions options) {
        var analysis = Samples.analyze(dump, options);
        try {
            var usage = analysis.usage().orElseThrow();
            var parts = parts(analysis);
            long at = usage.limit();
            for (var part : parts) {
                assertEquals(at, part.start(), () -> part + " follows the one before");
                assertTrue(part.bytes() > 0, () -> part + " has bytes");
                at = part.end();
            }
            assertEquals(usage.base(), at, "the parts reach the stack's base");
            for (int i = 0; i < analysis.reconstructedStack().frames().size(); i++) {
                var bytes = FrameBytes.of(parts, i);
                assertEquals(usage.bytesOf(i), bytes.bytes(), "bytes of frame " + i);
                assertEquals(
                        bytes.bytes(),
                        bytes.lines().stream().mapToLong(FrameBytes.Line::bytes).sum());
            }
        } finally {
            Samples.close(analysis);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void savedRegistersHoldWhatTheCallerHas(Path dump, AnalysisOptions options) {
        var analysis = Samples.analyze(dump, options);
        try {
            var frames = analysis.reconstructedStack().frames();
            var wrong = new ArrayList<String>();
            int right = 0;
            for (var part : parts(analysis)) {
                if (part.use() != Part.Use.SAVED_REGISTER || part.owner() + 1 >= frames.size()) {
                    continue;
                }
                var caller =
                        frames.get(part.owner() + 1).registers().get(part.what().english());
                if (caller.isEmpty()) {
                    continue;
                }
                var value = analysis.kernel().space().value(part.start(), 4);
                if (value.equals(caller)) {
                    right++;
                } else {
                    wrong.add(
                            String.format(Locale.ROOT, "%x: %s of frame %d", part.start(), part.what(), part.owner()));
                }
            }
            assertEquals(List.of(), wrong);
            assertTrue(right >= 4, "registers were compared: " + right);
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void aFramesBytesAreNamed() {
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            var parts = parts(analysis);
            assertEquals(
                    List.of(
                            "12 saved ebx, edi, esi",
                            "16 locals",
                            "24 outgoing arguments",
                            "4 return address of its call",
                            "4 saved ebp by its callee"),
                    lines(FrameBytes.of(parts, 3)));
            // CcMapData registers an exception handler: level, table, handler, link.
            assertEquals(
                    List.of("16 exception registration", "120 locals", "12 saved ebx, esi, edi"),
                    lines(FrameBytes.of(parts, 1)));
            assertEquals(List.of("88 trap frame"), lines(FrameBytes.of(parts, 0)));
        } finally {
            Samples.close(analysis);
        }
    }

    private static List<String> lines(FrameBytes bytes) {
        return bytes.lines().stream()
                .map(line -> line.bytes() + " " + line.what())
                .toList();
    }

    private static List<Part> parts(Analysis analysis) {
        return StackParts.of(
                analysis.kernel(),
                analysis.thread().orElseThrow().stack(),
                analysis.reconstructedStack(),
                analysis.usage().orElseThrow());
    }
}
