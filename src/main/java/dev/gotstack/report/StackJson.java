package dev.gotstack.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Entries;
import dev.gotstack.stack.CallTree;
import dev.gotstack.stack.EntryPoint;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.FrameBytes;
import dev.gotstack.stack.Part;
import dev.gotstack.stack.StackParts;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// What JSON says of a rebuilt stack besides its frames: how it was entered, what was set by hand, what every frame's
/// bytes are used for, which other places were considered, and its functions as a tree.
final class StackJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StackJson() {}

    /// Adds it to a stack whose `frames` are there already.
    static ObjectNode complete(Analysis analysis, ObjectNode stack) {
        var frames = analysis.reconstructedStack().frames();
        var parts = parts(analysis);
        for (int i = 0; i < frames.size(); i++) {
            if (stack.path("frames").path(i) instanceof ObjectNode node) {
                evidence(analysis, frames.get(i), node);
                node.set("parts", bytes(parts, i));
            }
        }
        entries(analysis, frames, stack);
        corrections(analysis, stack);
        stack.set("callTree", analysis.usage().map(usage -> tree(frames, usage)).orElseGet(NODES::arrayNode));
        return stack;
    }

    private static List<Part> parts(Analysis analysis) {
        return analysis.usage().isEmpty() || analysis.stack().isEmpty()
                ? List.of()
                : StackParts.of(
                        analysis.kernel(),
                        analysis.stack().get(),
                        analysis.reconstructedStack(),
                        analysis.usage().get());
    }

    private static void evidence(Analysis analysis, Frame frame, ObjectNode node) {
        if (!(node.path("evidence") instanceof ObjectNode evidence)) {
            return;
        }
        evidence.put("explanation", frame.evidence().trust().explanation().english());
        boolean byHand = frame.returnSlot().isPresent()
                && analysis.corrections().pinned().contains(frame.returnSlot().getAsLong());
        evidence.put("byHand", byHand);
        var alternatives = evidence.putArray("alternatives");
        for (Evidence.Alternative other : frame.evidence().alternatives()) {
            alternatives
                    .addObject()
                    .put("slot", hex(other.slot()))
                    .put("returnAddress", hex(other.returnAddress()))
                    .put(
                            "symbol",
                            analysis.kernel()
                                    .modules()
                                    .locate(other.returnAddress())
                                    .text())
                    .put("how", other.method().words().english())
                    .put("why", other.why().english());
        }
    }

    private static ArrayNode bytes(List<Part> parts, int frame) {
        var array = NODES.arrayNode();
        for (var line : FrameBytes.of(parts, frame).lines()) {
            array.addObject()
                    .put("use", line.use().name().toLowerCase(Locale.ROOT))
                    .put("what", line.what().english())
                    .put("bytes", line.bytes());
        }
        return array;
    }

    private static void entries(Analysis analysis, List<Frame> frames, ObjectNode stack) {
        var entry = Entries.describe(analysis.kernel(), frames);
        stack.put("entry", entry.map(Phrase::english).orElse(null));
        if (entry.isEmpty()) {
            stack.put("entryReason", "the oldest frames do not tell");
        }
        var entries = stack.putArray("entries");
        for (var one : EntryPoint.all(frames)) {
            entries.addObject()
                    .put("frame", one.frame())
                    .put("kind", one.kind().name().toLowerCase(Locale.ROOT))
                    .put(
                            "text",
                            Entries.describe(analysis.kernel(), frames, one).english());
        }
    }

    private static void corrections(Analysis analysis, ObjectNode stack) {
        var corrections = stack.putObject("corrections");
        corrections.put(
                "summary",
                analysis.corrections().isEmpty()
                        ? null
                        : analysis.corrections().words().english());
        corrections.set("pinned", slots(analysis.corrections().pinned()));
        corrections.set("rejected", slots(analysis.corrections().rejected()));
    }

    private static ArrayNode slots(Collection<Long> slots) {
        var array = NODES.arrayNode();
        slots.stream().sorted().map(StackJson::hex).forEach(array::add);
        return array;
    }

    private static ArrayNode tree(List<Frame> frames, StackUsage usage) {
        var array = NODES.arrayNode();
        for (var node : CallTree.of(frames, usage).nodes()) {
            var json = array.addObject();
            json.put("function", node.function());
            json.put("module", node.module().isEmpty() ? null : node.module());
            json.put("caller", node.parent() < 0 ? null : Integer.valueOf(node.parent()));
            json.put("calls", node.calls());
            json.put("bytes", node.bytes());
            json.put("bytesWithCallees", node.total());
            var again = json.putArray("callsAgain");
            node.again().forEach(again::add);
        }
        return array;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
