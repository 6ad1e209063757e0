package dev.gotstack.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.gotstack.report.Shares.Group;
import dev.gotstack.report.Shares.Share;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The numbers of a chart as JSON. Addresses are `"0x…"` strings; what is unknown is null, with the reason beside it.
final class JsonChart {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonChart() {}

    static void write(ChartData data, OutputStream out) throws IOException {
        // By way of a string, for the writer of bytes refuses the lone surrogates a hostile name may have.
        out.write(text(tree(data)).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    private static String text(Map<String, @Nullable Object> tree) throws JsonProcessingException {
        // Line ends as on every machine, whatever this one's are.
        return MAPPER.writeValueAsString(tree).replace("\r\n", "\n");
    }

    /// The chart as maps and lists, for reports that contain it.
    static Map<String, @Nullable Object> tree(ChartData data) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("title", data.title());
        tree.put("subtitle", data.subtitle());
        if (data.stackPointer().isPresent()) {
            tree.put("stackPointer", hex(data.stackPointer().getAsLong()));
        } else {
            unknown(tree, "stackPointer", "the interrupted stack pointer was not found");
        }
        tree.put("guardPage", data.guardPage());
        tree.put("usage", usage(data.usage()));
        tree.put("whatIf", data.whatIf().map(answer -> whatIf(data, answer)).orElse(null));
        tree.put("footer", data.footer());
        return tree;
    }

    /// Stack usage as maps and lists, as it stands in every JSON that holds it.
    static Map<String, @Nullable Object> usage(StackUsage usage) {
        var shares = Shares.of(usage);
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("stackBase", hex(usage.base()));
        tree.put("stackLimit", hex(usage.limit()));
        tree.put("stackSize", usage.size());
        tree.put("free", usage.free());
        tree.put("freePercent", shares.freePercent());
        tree.put("freeAtFault", usage.freeAtFault());
        if (usage.neededAtFault() > 0) {
            tree.put("neededAtFault", usage.neededAtFault());
        } else {
            unknown(tree, "neededAtFault", "no fault on this stack is known");
        }
        tree.put("slices", usage.slices().stream().map(JsonChart::slice).toList());
        tree.put("modules", shares.modules().stream().map(JsonChart::module).toList());
        tree.put("companies", shares.groups().stream().map(JsonChart::company).toList());
        tree.put("cycles", usage.cycles().stream().map(JsonChart::cycle).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> slice(Slice slice) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("start", hex(slice.start()));
        tree.put("bytes", slice.bytes());
        tree.put("owner", slice.owner().name().toLowerCase(Locale.ROOT));
        if (slice.frame() >= 0) {
            tree.put("frame", slice.frame());
        } else {
            unknown(tree, "frame", "no frame owns these bytes");
        }
        tree.put("module", slice.module());
        tree.put("function", slice.function());
        return tree;
    }

    private static Map<String, @Nullable Object> module(Share share) {
        var module = share.module();
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("name", module.name());
        if (module.company().isEmpty()) {
            boolean owned = share.kind() != Kind.UNATTRIBUTED;
            unknown(tree, "company", owned ? "no version resource was read" : "no frame owns these bytes");
        } else {
            tree.put("company", module.company());
        }
        tree.put("bytes", module.bytes());
        tree.put("frames", module.frames());
        tree.put("percent", share.percent());
        tree.put("largestFrame", module.largestFrame());
        tree.put("largestFunction", module.largestFunction());
        return tree;
    }

    private static Map<String, @Nullable Object> company(Group group) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("name", name(group));
        tree.put("kind", group.kind().name().toLowerCase(Locale.ROOT));
        tree.put("bytes", group.bytes());
        tree.put("percent", group.percent());
        tree.put(
                "modules",
                group.shares().stream().map(share -> share.module().name()).toList());
        return tree;
    }

    private static String name(Group group) {
        return switch (group.kind()) {
            case KERNEL -> ReportText.english("name.kernel");
            case UNKNOWN -> ReportText.english("name.unknown-company");
            case UNATTRIBUTED -> ReportText.english("name.no-owner");
            case COMPANY -> group.name();
        };
    }

    private static Map<String, @Nullable Object> whatIf(ChartData data, WhatIf answer) {
        var tree = new LinkedHashMap<String, @Nullable Object>();
        tree.put("without", List.copyOf(answer.omission().modules()));
        tree.put("calledThroughThem", answer.omission().called().name().toLowerCase(Locale.ROOT));
        tree.put("freedBytes", answer.freed());
        tree.put("freedFrames", answer.frames());
        tree.put("freeAtFault", answer.left());
        if (answer.headroom().ranOut()) {
            tree.put("neededAtFault", answer.headroom().needed());
        } else {
            unknown(tree, "neededAtFault", "the stack did not run out");
        }
        tree.put("verdict", answer.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        tree.put("sentences", data.caption());
        return tree;
    }

    private static Map<String, Object> cycle(Cycle cycle) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("first", cycle.first());
        tree.put("period", cycle.period());
        tree.put("rounds", cycle.rounds());
        tree.put("bytesPerRound", cycle.bytesPerRound());
        tree.put("bytes", cycle.bytes());
        tree.put("functions", List.copyOf(cycle.functions()));
        return tree;
    }

    private static void unknown(Map<String, @Nullable Object> tree, String key, String reason) {
        tree.put(key, null);
        tree.put(key + "Reason", reason);
    }

    private static String hex(long va) {
        return "0x" + Long.toHexString(va);
    }
}
