package dev.gotstack.ui.action;

import dev.gotstack.analysis.Derivation;
import dev.gotstack.command.Context;
import dev.gotstack.memory.Translation;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.text.Messages;
import dev.gotstack.text.Phrase;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/// Explains the values of the open dump, by their topics.
public final class Explanations {
    private static final Map<String, String> DERIVED = Map.of("cr2", "cr2", "tr", "tr", "fs", "kpcr");
    private static final List<String> OF_THE_TASK = List.of("eip", "esp", "ebp", "efl");
    private static final int HEX = 16;

    private final AnalysisModel model;
    private final Messages words = new Messages("values");

    public Explanations(AnalysisModel model) {
        this.model = model;
    }

    /// All values whose origin the analysis wrote down.
    public List<Explanation> proofs() {
        var open = model.analysisProperty().get();
        return open == null
                ? List.of()
                : open.derivations().stream().map(this::of).toList();
    }

    /// @param topic as `register:cr2`
    /// @return empty if there is nothing to say about it in the dump that is open
    public Optional<Explanation> of(String topic) {
        var context = model.contextProperty().get();
        int colon = topic.indexOf(':');
        if (context == null || colon < 0) {
            return Optional.empty();
        }
        var name = topic.substring(colon + 1);
        return switch (topic.substring(0, colon)) {
            case "register" -> Optional.of(register(name, context));
            case "derivation" -> derivation(name, context).map(this::of);
            case "frame" -> frame(Integer.parseInt(name), context);
            case "memory" -> Optional.of(memory(Long.parseUnsignedLong(name, HEX), context));
            case "step" -> step(Integer.parseInt(name), context);
            default -> Optional.empty();
        };
    }

    /// Lets a part of the window say what it is about: by F1, and while the mouse rests on it.
    ///
    /// @param topic as for [#of]
    /// @param otherwise what the mouse is told where there is nothing to say
    public void tell(Node node, String topic, String otherwise) {
        Topic.on(node, topic);
        var tip = Texts.tooltip(otherwise);
        tip.setOnShowing(event -> tip.setText(of(topic).map(Explanation::hint).orElse(otherwise)));
        Tooltip.install(node, tip);
    }

    private Explanation of(Derivation derivation) {
        return new Explanation(
                derivation.title().local(),
                derivation.value().local(),
                say("derivation." + derivation.id(), ""),
                derivation.steps());
    }

    private static Optional<Derivation> derivation(String id, Context context) {
        return context.analysis().derivations().stream()
                .filter(derivation -> derivation.id().equals(id))
                .findFirst();
    }

    private Explanation register(String name, Context context) {
        boolean interrupted = context.task().isPresent()
                && context.analysis().interrupted().isPresent()
                && context.task().getAsInt()
                        == context.analysis().interrupted().get().selector();
        var id = interrupted && OF_THE_TASK.contains(name) ? "interrupted-task" : DERIVED.getOrDefault(name, "");
        var from = context.isSet() ? UiText.of("explain.by-command", context.setBy()) : UiText.of("explain.as-saved");
        var value = context.registers().get(name);
        var place = value.isPresent()
                ? new Places(context.analysis()).of(value.getAsLong()).words()
                : "";
        return new Explanation(
                name,
                value.isPresent() ? Words.address(value.getAsLong()) + (place.isEmpty() ? "" : "  " + place) : "",
                say("register." + name, say("register.other", "")) + "\n" + from,
                derivation(id, context).map(Derivation::steps).orElse(List.of()));
    }

    private Optional<Explanation> frame(int index, Context context) {
        return model.frame(index).map(frame -> {
            var steps = new ArrayList<Derivation.Step>();
            frame.trapFrame().ifPresent(trap -> steps.add(reading(UiText.of("explain.trap-frame"), trap, context)));
            frame.returnSlot()
                    .ifPresent(slot -> steps.add(reading(UiText.of("explain.return-address"), slot, context)));
            steps.add(reading(UiText.of("explain.stack-pointer"), frame.stackPointer(), context));
            var evidence = frame.evidence();
            return new Explanation(
                    UiText.of("explain.frame", String.valueOf(index)),
                    frame.code().text(),
                    say("frame", "") + "\n"
                            + UiText.of(
                                    "explain.found",
                                    evidence.trust().label(),
                                    evidence.method().words(),
                                    evidence.trust().explanation()),
                    steps);
        });
    }

    private Explanation memory(long va, Context context) {
        var places = new Places(context.analysis());
        var missing = places.missing(va);
        var steps = new ArrayList<Derivation.Step>();
        for (var step : context.space().translate(va).map(Translation::steps).orElse(List.of())) {
            steps.add(new Derivation.Step(
                    Phrase.data(step.level()),
                    -1,
                    step.entryPa(),
                    context.kernel().dump().physical().fileOffset(step.entryPa()),
                    "",
                    Phrase.data(Long.toHexString(step.entry()))));
        }
        steps.add(reading(UiText.of("explain.value"), va, context));
        var place = places.of(va).words();
        return new Explanation(
                UiText.of("explain.memory", Words.address(va)),
                place,
                say("memory", "") + (missing.isEmpty() ? "" : "\n" + UiText.of("explain.missing", missing)),
                steps);
    }

    private Optional<Explanation> step(int index, Context context) {
        var story = context.analysis().story();
        if (index < 0 || index >= story.size()) {
            return Optional.empty();
        }
        var step = story.get(index);
        var id = step.selector().isEmpty()
                ? "stack-limits"
                : context.analysis()
                                .interrupted()
                                .filter(task ->
                                        task.selector() == step.selector().getAsInt())
                                .isPresent()
                        ? "interrupted-task"
                        : "backlink";
        return Optional.of(new Explanation(
                step.title().local(),
                "",
                say("step", "") + "\n"
                        + step.lines().stream().map(Phrase::local).collect(Collectors.joining("\n")),
                derivation(id, context).map(Derivation::steps).orElse(List.of())));
    }

    private static Derivation.Step reading(String what, long va, Context context) {
        int size = context.kernel().architecture().pointerSize();
        var space = context.space();
        var value = space.value(va, size);
        long pa = space.translate(va).orElse(null) instanceof Translation.Mapped mapped ? mapped.pa() : -1;
        return new Derivation.Step(
                Phrase.data(what),
                va,
                pa,
                space.fileOffset(va),
                value.isPresent() ? HexFormat.ofDelimiter(" ").formatHex(space.bytes(va, size, what)) : "",
                Phrase.data(value.isPresent() ? Words.address(value.getAsLong()) : UiText.of("explain.not-in-dump")));
    }

    private String say(String key, String otherwise) {
        return words.find(key).orElse(otherwise);
    }
}
