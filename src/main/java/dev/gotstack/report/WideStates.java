package dev.gotstack.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What 64-bit processors have in place of task states, as JSON: the context that the crash saved, and those of
/// the code that was interrupted. Every register of a context is named; one that the record does not hold is
/// null.
final class WideStates {
    private static final String NO_SELECTOR = "64-bit processors switch stacks, not tasks";
    private static final String UNKNOWN = "a register that is null is not in this record";

    private final Analysis analysis;

    WideStates(Analysis analysis) {
        this.analysis = analysis;
    }

    /// The running context first, then the interrupted ones, the best first.
    List<ObjectNode> all() {
        var nodes = new ArrayList<ObjectNode>();
        var saved = analysis.processor()
                .map(Processor::context)
                .filter(context -> context.instructionPointer() != 0)
                .orElseGet(() -> analysis.kernel().crashContext());
        if (saved.instructionPointer() != 0) {
            nodes.add(node("current", "Where the bug check ran", ".cxr -1", saved));
        }
        for (var state : analysis.states()) {
            var node = node("interrupted", state.title().english(), state.command(), state.registers());
            node.put("kind", state.kind().name().toLowerCase(Locale.ROOT));
            node.put("address", "0x" + Long.toHexString(state.address()));
            nodes.add(node);
        }
        return nodes;
    }

    private ObjectNode node(String role, String note, String command, RegisterSet registers) {
        var node = JsonNodeFactory.instance.objectNode();
        node.putNull("selector").put("selectorReason", NO_SELECTOR);
        node.putNull("backlink").put("backlinkReason", NO_SELECTOR);
        node.put("role", role).put("note", note).put("command", command);
        node.put(
                "symbol",
                analysis.kernel()
                        .modules()
                        .locate(registers.instructionPointer())
                        .text());
        var values = node.putObject("registers");
        boolean all = true;
        for (var name : analysis.kernel().architecture().contextFields().keySet()) {
            all &= put(values, name, registers);
        }
        put(values, "cr2", registers.get("cr2").isPresent() ? registers : special());
        if (!all) {
            node.put("registersReason", UNKNOWN);
        }
        return node;
    }

    private RegisterSet special() {
        return analysis.processor().map(Processor::special).orElseGet(RegisterSet::none);
    }

    private static boolean put(ObjectNode node, String name, RegisterSet registers) {
        var value = registers.get(name);
        node.put(name, value.isPresent() ? "0x" + Long.toHexString(value.getAsLong()) : null);
        return value.isPresent();
    }
}
