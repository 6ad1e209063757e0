package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gotstack.Samples;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stack by function.
class CallTreeTest {
    static List<Path> samples() {
        return Samples.folders();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void callsAndBytesAddUp(Path folder) {
        var analysis = Samples.analyze(Samples.dump(folder));
        try {
            var frames = analysis.reconstructedStack().frames();
            var usage = analysis.usage().orElseThrow();
            var nodes = CallTree.of(frames, usage).nodes();
            long bytes = Arrays.stream(usage.bytesOfFrames(frames.size())).sum();
            assertEquals(
                    frames.size(), nodes.stream().mapToInt(CallTree.Node::calls).sum());
            assertEquals(bytes, nodes.stream().mapToLong(CallTree.Node::bytes).sum());
            assertEquals(bytes, nodes.getFirst().total(), "the oldest function holds everything");
            for (int i = 0; i < nodes.size(); i++) {
                int self = i;
                long below = nodes.stream()
                        .filter(node -> node.parent() == self)
                        .mapToLong(CallTree.Node::total)
                        .sum();
                assertEquals(nodes.get(i).bytes() + below, nodes.get(i).total());
                assertFalse(isBelowItself(nodes, i), nodes.get(i)::function);
            }
        } finally {
            Samples.close(analysis);
        }
    }

    private static boolean isBelowItself(List<CallTree.Node> nodes, int index) {
        for (int above = nodes.get(index).parent();
                above >= 0;
                above = nodes.get(above).parent()) {
            if (nodes.get(above).function().equals(nodes.get(index).function())) {
                return true;
            }
        }
        return false;
    }

    @Test
    void recursionLeadsBack() {
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            var nodes = CallTree.of(
                            analysis.reconstructedStack().frames(),
                            analysis.usage().orElseThrow())
                    .nodes();
            var next = nodes.stream()
                    .filter(node -> node.function().equals("hogflt!HogFltCallNext"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(16, next.calls());
            assertEquals(List.of("nt!IofCallDriver"), next.again());
            assertEquals(2, nodes.get(3).level() + 1, "a chain of single calls is not indented further");
            assertEquals(33, nodes.get(3).calls());
        } finally {
            Samples.close(analysis);
        }
    }
}
