package dev.gotstack.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.BugCheck;
import dev.gotstack.analysis.Derivation;
import dev.gotstack.analysis.Finding;
import dev.gotstack.dump.DumpHeader;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.Struct;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An analysis as JSON, for scripts. Addresses, selectors, register values, codes and parameters are `"0x…"` strings;
/// bytes, counts and percents are numbers; what is unknown is null with a reason beside it. The names are stable.
public final class AnalysisJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Analysis analysis;

    private AnalysisJson(Analysis analysis) {
        this.analysis = analysis;
    }

    /// The analysis as a tree.
    public static ObjectNode of(Analysis analysis) {
        return new AnalysisJson(analysis).tree();
    }

    /// A tree as text.
    ///
    /// @param pretty many lines, or one
    public static String text(ObjectNode tree, boolean pretty) {
        // Line ends as on every machine, whatever this one's are.
        return Clean.json(pretty ? tree.toPrettyString().replace("\r\n", "\n") : tree.toString());
    }

    /// The use of a stack, as it stands in every JSON that holds it.
    public static ObjectNode usage(StackUsage usage) {
        return JSON.valueToTree(JsonChart.usage(usage));
    }

    /// The line for a dump that could not be read.
    ///
    /// @param message what went wrong, in one line
    public static ObjectNode failure(String file, String message, Exception failure) {
        var node = JSON.createObjectNode().put("file", file);
        var error = node.putObject("error");
        error.put("message", message);
        switch (failure) {
            case MalformedFileException malformed ->
                error.put("kind", "malformed")
                        .put("offset", malformed.offset() < 0 ? null : hex(malformed.offset()))
                        .put("where", malformed.where())
                        .put("expected", malformed.expected())
                        .put("found", malformed.found());
            case IOException unreadable -> error.put("kind", "unreadable");
            default -> error.put("kind", "fault");
        }
        return node;
    }

    private ObjectNode tree() {
        var tree = JSON.createObjectNode();
        tree.put("file", String.valueOf(analysis.kernel().dump().path().getFileName()));
        tree.set("dump", dump(analysis.kernel().dump().header()));
        tree.set("bugCheck", bugCheck(analysis.bugCheck()));
        analysis.processor()
                .ifPresentOrElse(
                        processor -> tree.set(
                                "processor",
                                processor(processor).set("controlRegion", fields("_KPCR", processor.kpcr()))),
                        () -> unknown(tree, "processor", "no processor control region was found"));
        tree.set("taskStates", taskStates());
        thread(tree);
        tree.set("debuggerStack", stack(analysis.debuggerStack(), Optional.empty()));
        tree.set(
                "reconstructedStack",
                StackJson.complete(analysis, stack(analysis.reconstructedStack(), analysis.usage())));
        analysis.usage()
                .ifPresentOrElse(
                        usage -> tree.set("usage", usage(usage)),
                        () -> unknown(tree, "usage", "the stack's limits are unknown"));
        tree.set("otherStacks", otherStacks());
        tree.set("story", story());
        tree.set("findings", findings());
        tree.set("holes", holes());
        tree.set("derivations", derivations());
        tree.set("modules", modules());
        tree.set("warnings", strings(analysis.warnings()));
        return tree;
    }

    private ObjectNode dump(DumpHeader header) {
        var dump = JSON.createObjectNode();
        dump.put("format", header.format().words().english());
        dump.put("architecture", header.architecture());
        dump.put("build", header.build());
        dump.put("processors", header.processors());
        dump.put("pae", header.pae());
        dump.put("pages", analysis.kernel().dump().physical().pageCount());
        dump.put("directoryTableBase", hex(header.directoryTableBase()));
        dump.put("systemTime", header.systemTime().map(Object::toString).orElse(null));
        header.upTime()
                .ifPresentOrElse(
                        time -> dump.put("upTimeSeconds", time.toSeconds()), () -> dump.putNull("upTimeSeconds"));
        dump.put("types", analysis.kernel().types().origin());
        return dump;
    }

    static ObjectNode bugCheck(BugCheck check) {
        var node = JSON.createObjectNode();
        node.put("code", hex(check.code()));
        node.put("name", check.name().isEmpty() ? null : check.name());
        var parameters = node.putArray("parameters");
        var meanings = node.putArray("meanings");
        for (var parameter : check.parameters()) {
            parameters.add(hex(parameter.value()));
            meanings.add(orNull(parameter.meaning()));
        }
        node.put("explanation", orNull(check.explanation()));
        return node;
    }

    private static ObjectNode processor(Processor processor) {
        var node = JSON.createObjectNode();
        node.put("number", processor.number());
        node.put("kpcr", hex(processor.kpcr()));
        node.put("kprcb", hex(processor.kprcb()));
        node.put("gdt", hex(processor.gdt().base()));
        node.put("idt", hex(processor.idt()));
        node.put("tss", hex(processor.tss()));
        node.put("tr", hex(processor.tr()));
        node.put("irql", processor.irql());
        node.put("currentThread", hex(processor.currentThread()));
        node.put("idleThread", hex(processor.idleThread()));
        node.set("registers", registers(processor.special()));
        node.set("context", registers(processor.context()));
        return node;
    }

    /// Every integer and pointer of a structure, as the layout in force has it; what cannot be read is null.
    private ObjectNode fields(String type, long address) {
        var node = JSON.createObjectNode();
        var kernel = analysis.kernel();
        var struct = Struct.at(kernel.space()::bytes, kernel.types(), type, address);
        for (var field : struct.layout().fields()) {
            boolean plain = field.type() instanceof FieldType.Scalar || field.type() instanceof FieldType.Pointer;
            if (plain && field.type().size() > 0) {
                node.put(field.name(), value(struct, field.name()));
            }
        }
        return node;
    }

    private static @Nullable String value(Struct struct, String field) {
        try {
            return hex(struct.get(field));
        } catch (MalformedFileException e) {
            return null;
        }
    }

    private ArrayNode taskStates() {
        var states = NODES.arrayNode();
        for (var task : analysis.processor().map(Processor::tasks).orElse(List.of())) {
            states.add(taskState(task));
        }
        if (analysis.kernel().architecture().pointerSize() == 8) {
            new WideStates(analysis).all().forEach(states::add);
        }
        return states;
    }

    private ObjectNode taskState(TaskState task) {
        var node = JSON.createObjectNode();
        node.put("selector", hex(task.selector()));
        node.put("backlink", hex(task.backlink()));
        node.put("address", hex(task.tss().address()));
        node.put("descriptor", task.descriptor().kind());
        node.put("role", task.role().name().toLowerCase(Locale.ROOT));
        node.put("note", task.role().words().english());
        node.put(
                "symbol",
                analysis.kernel()
                        .modules()
                        .locate(task.registers().instructionPointer())
                        .text());
        node.set("registers", registers(task.registers()));
        return node;
    }

    private static ObjectNode registers(RegisterSet set) {
        var node = JSON.createObjectNode();
        set.values().forEach((name, value) -> node.put(name, hex(value)));
        return node;
    }

    private void thread(ObjectNode tree) {
        var thread = analysis.thread().orElse(null);
        if (thread == null) {
            unknownThread(tree);
            return;
        }
        var node = tree.putObject("thread");
        node.put("address", hex(thread.address()));
        node.put("processId", hex(thread.processId()));
        node.put("threadId", hex(thread.threadId()));
        node.put(
                "process",
                thread.process().map(process -> hex(process.address())).orElse(null));
        node.put("image", thread.process().map(process -> process.imageName()).orElse(null));
        node.put("stackBase", hex(thread.stack().base()));
        node.put("stackLimit", hex(thread.stack().limit()));
        node.put("initialStack", hex(thread.stack().initial()));
        node.put(
                "guardPage",
                thread.stack().guard().map(page -> hex(page.start())).orElse(null));
        node.put("teb", hex(thread.teb()));
        node.put("trapFrame", hex(thread.trapFrame()));
    }

    /// Of a thread that cannot be read, the stack may be known all the same: the mapped pages around its stack pointer.
    private void unknownThread(ObjectNode tree) {
        var stack = analysis.stack().orElse(null);
        if (stack == null) {
            unknown(tree, "thread", "the current thread cannot be read");
            return;
        }
        var node = tree.putObject("thread");
        unknown(node, "address", "the current thread cannot be read");
        node.put("stackBase", hex(stack.base()));
        node.put("stackLimit", hex(stack.limit()));
    }

    private static ObjectNode stack(CallStack stack, Optional<StackUsage> usage) {
        var node = JSON.createObjectNode();
        var frames = node.putArray("frames");
        for (int i = 0; i < stack.frames().size(); i++) {
            frames.add(frame(stack.frames().get(i), i, stack, usage));
        }
        node.put("stop", stack.stop().english());
        node.put("complete", stack.complete());
        return node;
    }

    private static ObjectNode frame(Frame frame, int index, CallStack stack, Optional<StackUsage> usage) {
        var node = JSON.createObjectNode();
        node.put("index", index);
        node.put("kind", frame.kind().name().toLowerCase(Locale.ROOT));
        node.put("address", hex(frame.code().address()));
        node.put("stackPointer", hex(frame.stackPointer()));
        node.put("framePointer", hex(frame.framePointer()));
        node.put("base", hex(frame.base()));
        node.put("returnSlot", optional(frame.returnSlot()));
        node.put("returnAddress", optional(frame.returnAddress()));
        node.put("trapFrame", optional(frame.trapFrame()));
        node.put(
                "module",
                frame.code().moduleName().isEmpty() ? null : frame.code().moduleName());
        node.put(
                "symbol",
                frame.code().symbolName().isEmpty() ? null : frame.code().symbolName());
        node.put("offset", frame.code().offset());
        if (usage.isPresent()) {
            node.put("bytes", usage.get().bytesOf(index));
        } else if (index > 0) {
            node.put("bytes", frame.base() - stack.frames().get(index - 1).base());
        } else {
            node.putNull("bytes");
        }
        var arguments = node.putArray("arguments");
        for (long word : frame.arguments()) {
            arguments.add(hex(word));
        }
        var evidence = node.putObject("evidence");
        evidence.put("trust", frame.evidence().trust().word());
        evidence.put("how", frame.evidence().method().words().english());
        evidence.set("confirms", phrases(frame.evidence().confirms()));
        evidence.set("contradicts", phrases(frame.evidence().contradicts()));
        return node;
    }

    /// Stacks besides the thread's present one that belong to the story.
    private ArrayNode otherStacks() {
        var stacks = NODES.arrayNode();
        for (var other : analysis.otherStacks()) {
            var node = stacks.addObject();
            node.put("kind", other.range().kind().name().toLowerCase(Locale.ROOT));
            node.put("name", other.range().name().english());
            node.put("limit", hex(other.range().limit()));
            node.put("base", hex(other.range().base()));
            node.put("source", other.range().source().english());
            node.set("usage", usage(other.usage()));
        }
        return stacks;
    }

    private ArrayNode story() {
        var steps = NODES.arrayNode();
        for (var step : analysis.story()) {
            var node = steps.addObject();
            node.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
            node.put("title", step.title().english());
            node.set("lines", phrases(step.lines()));
            node.put(
                    "selector",
                    step.selector().isPresent() ? hex(step.selector().getAsInt()) : null);
        }
        return steps;
    }

    private ArrayNode findings() {
        var findings = NODES.arrayNode();
        for (Finding finding : analysis.findings()) {
            var node = findings.addObject();
            node.put("id", finding.id());
            node.put("severity", finding.severity().word());
            node.put("summary", finding.summary().english());
            node.put("explanation", finding.explanation().english());
            node.set("evidence", phrases(finding.evidence()));
        }
        return findings;
    }

    private ArrayNode holes() {
        var holes = NODES.arrayNode();
        for (var hole : analysis.holes()) {
            holes.addObject()
                    .put("address", hex(hole.address()))
                    .put("size", hole.size())
                    .put("reason", hole.reason().english());
        }
        return holes;
    }

    private ArrayNode derivations() {
        var derivations = NODES.arrayNode();
        for (Derivation derivation : analysis.derivations()) {
            var node = derivations.addObject();
            node.put("id", derivation.id());
            node.put("title", derivation.title().english());
            node.put("value", derivation.value().english());
            var steps = node.putArray("steps");
            for (var step : derivation.steps()) {
                steps.addObject()
                        .put("what", step.what().english())
                        .put("virtualAddress", step.hasAddress() ? hex(step.va()) : null)
                        .put("physicalAddress", step.pa() < 0 ? null : hex(step.pa()))
                        .put("fileOffset", step.fileOffset() < 0 ? null : hex(step.fileOffset()))
                        .put("bytes", step.bytes().isEmpty() ? null : step.bytes())
                        .put("value", step.value().english());
            }
        }
        return derivations;
    }

    private ArrayNode modules() {
        var modules = NODES.arrayNode();
        for (LoadedModule module : analysis.kernel().modules().all()) {
            var node = modules.addObject();
            node.put("name", module.name());
            node.put("image", module.imageName());
            node.put("base", hex(module.base()));
            node.put("size", module.size());
            node.put("company", module.company().isEmpty() ? null : module.company());
            node.put(
                    "version",
                    module.image()
                            .version()
                            .flatMap(version -> version.fileVersion())
                            .orElse(null));
            node.put("symbols", module.symbols().kind().name().toLowerCase(Locale.ROOT));
            node.set("tried", strings(module.symbols().tried()));
        }
        return modules;
    }

    private static void unknown(ObjectNode node, String name, String reason) {
        node.putNull(name);
        node.put(name + "Reason", reason);
    }

    private static ArrayNode strings(List<String> values) {
        var array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static ArrayNode phrases(List<Phrase> phrases) {
        return strings(phrases.stream().map(Phrase::english).toList());
    }

    private static @Nullable String orNull(Phrase phrase) {
        return phrase.isEmpty() ? null : phrase.english();
    }

    private static @Nullable String optional(OptionalLong value) {
        return value.isPresent() ? hex(value.getAsLong()) : null;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
