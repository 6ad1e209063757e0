package dev.gotstack.ui.stack;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.FrameBytes;
import dev.gotstack.stack.Part;
import dev.gotstack.stack.StackParts;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.Deed;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.x86.Architecture;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All about the selected frame: how it was found, what speaks for and against it, the places that lost, what its bytes
/// are used for, and what can be done about it by hand.
public final class FramePane extends StackPane {

    private static final double ROOM_FOR_TWO = 640;

    private final AnalysisModel model;
    private final Actions actions;
    private List<Part> parts = List.of();
    private int shown = -1;
    private boolean wide;

    public FramePane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        setId("frame");
        getStyleClass().addAll("pane", "frame-pane");
        widthProperty().subscribe(width -> arrange(width.doubleValue() >= ROOM_FOR_TWO));
        model.analysisProperty().subscribe(this::open);
        model.selectionProperty().subscribe(selection -> show(selection == null ? -1 : selection.frame()));
    }

    /// What bytes are used for stands beside the evidence where there is room, else below it.
    private void arrange(boolean roomForTwo) {
        if (wide != roomForTwo) {
            wide = roomForTwo;
            int index = shown;
            shown = -1;
            show(index);
        }
    }

    private void open(@Nullable Analysis analysis) {
        parts = List.of();
        if (analysis != null && analysis.stack().isPresent() && analysis.usage().isPresent()) {
            parts = StackParts.of(
                    analysis.kernel(),
                    analysis.stack().get(),
                    analysis.reconstructedStack(),
                    analysis.usage().get());
        }
        shown = -1;
        var selection = model.selectionProperty().get();
        show(selection == null ? -1 : selection.frame());
    }

    private void show(int index) {
        var frame = model.frame(index);
        if (frame.isEmpty()) {
            shown = -1;
            getChildren().setAll(empty());
        } else if (index != shown) {
            shown = index;
            getChildren().setAll(content(index, frame.get()));
        }
    }

    private static Node empty() {
        var note = Texts.wrapped(UiText.of("frame.none"), "pane-empty");
        setAlignment(note, Pos.TOP_LEFT);
        return note;
    }

    private Node content(int index, Frame frame) {
        var why = new VBox(heading(index, frame), where(frame), byHand(frame));
        why.getChildren().addAll(evidence(frame.evidence()));
        why.getChildren().addAll(alternatives(frame.evidence()));
        why.getStyleClass().add("frame-why");
        var use = new VBox(new BytesView(FrameBytes.of(parts, index)));
        var scroll = new ScrollPane(wide ? beside(why, use) : below(why, use));
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "pane-scroll");
        return scroll;
    }

    private static Region beside(VBox why, VBox use) {
        use.setMinWidth(Region.USE_PREF_SIZE);
        why.setMinWidth(0);
        HBox.setHgrow(why, Priority.ALWAYS);
        var columns = new HBox(why, use);
        columns.getStyleClass().add("frame-columns");
        return columns;
    }

    private static Region below(VBox why, VBox use) {
        var rows = new VBox(why, use);
        rows.getStyleClass().add("frame-rows");
        return rows;
    }

    private Node heading(int index, Frame frame) {
        var name = Texts.styled(frame.code().text(), "mono", "frame-name");
        name.setMinWidth(0);
        var number = Texts.styled(UiText.of("frame.number", String.valueOf(index)), "muted", "small");
        number.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(name, number);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.getStyleClass().add("row-words");
        return line;
    }

    private Node where(Frame frame) {
        var line = new FlowPane();
        line.getStyleClass().add("frame-where");
        var names = Architecture.of(frame.registers().get("rsp").isPresent() ? 8 : 4);
        line.getChildren().add(pair(names.stackPointer(), memory(frame.stackPointer())));
        line.getChildren().add(pair(names.framePointer(), memory(frame.framePointer())));
        if (frame.returnSlot().isPresent() && frame.returnAddress().isPresent()) {
            line.getChildren()
                    .add(pair(
                            UiText.of("frame.returns-to"),
                            code(frame.returnAddress().getAsLong())));
            line.getChildren()
                    .add(pair(UiText.of("frame.at"), memory(frame.returnSlot().getAsLong())));
        }
        frame.trapFrame().ifPresent(trap -> line.getChildren().add(pair(UiText.of("frame.trap-frame"), memory(trap))));
        return line;
    }

    private static HBox pair(String what, Node value) {
        var pair = new HBox(Texts.muted(what), value);
        pair.getStyleClass().add("frame-pair");
        pair.setAlignment(Pos.BASELINE_LEFT);
        return pair;
    }

    private List<Node> evidence(Evidence evidence) {
        var trust = evidence.trust();
        var chip = Texts.styled(trust.label().local(), "trust", trust.name().toLowerCase(Locale.ROOT));
        var how = Texts.wrapped(UiText.of("frame.found", evidence.method().words(), trust.explanation()));
        var line = new HBox(chip, how);
        line.getStyleClass().add("frame-trust");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(how, Priority.ALWAYS);
        var lines = new VBox(line);
        lines.getStyleClass().add("frame-lines");
        evidence.confirms().forEach(text -> lines.getChildren().add(reason("✓", "for", text.local())));
        evidence.contradicts().forEach(text -> lines.getChildren().add(reason("✗", "against", text.local())));
        return List.of(lines);
    }

    private static Node reason(String mark, String style, String text) {
        var sign = Texts.styled(mark, "reason-mark", style);
        sign.setMinWidth(Region.USE_PREF_SIZE);
        var words = Texts.wrapped(text, "small");
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(sign, words);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.getStyleClass().add("reason");
        return line;
    }

    private List<Node> alternatives(Evidence evidence) {
        if (evidence.alternatives().isEmpty()) {
            return List.of();
        }
        var box = new VBox(Texts.title(UiText.of("frame.alternatives")));
        box.getStyleClass().add("frame-lines");
        for (var other : evidence.alternatives()) {
            var pin = new Button(UiText.of("frame.pin-instead"));
            pin.getStyleClass().addAll("small", "pin-instead");
            pin.setMinWidth(Region.USE_PREF_SIZE);
            pin.setOnAction(event -> actions.byHand().run(Deed.PIN, ByHand.Target.at(other.slot())));
            var what = new FlowPane(
                    memory(other.slot()),
                    pair(UiText.of("frame.holds"), code(other.returnAddress())),
                    name(other.returnAddress()));
            what.getStyleClass().add("frame-where");
            var words = new VBox(
                    what,
                    Texts.wrapped(
                            UiText.of("frame.alternative", other.method().words(), other.why()), "muted", "small"));
            HBox.setHgrow(words, Priority.ALWAYS);
            var line = new HBox(words, pin);
            line.getStyleClass().add("alternative");
            line.setAlignment(Pos.CENTER_LEFT);
            box.getChildren().add(line);
        }
        return List.of(box);
    }

    private Node byHand(Frame frame) {
        var target = ByHand.Target.of(frame);
        var box = new FlowPane();
        box.getStyleClass().add("frame-deeds");
        for (var deed : Deed.values()) {
            if (actions.byHand().can(deed, target)) {
                var button = ActionControls.button(actions.action(deed.id()));
                button.setId("frame-do-" + deed.name().toLowerCase(Locale.ROOT));
                button.getStyleClass().add("small");
                box.getChildren().add(button);
            }
        }
        return box;
    }

    private Hyperlink memory(long address) {
        return link(Words.address(address), UiText.of("frame.show-memory"), () -> {
            model.showMemory(address, 4);
            actions.show(PaneKind.MEMORY).run();
        });
    }

    private Hyperlink code(long address) {
        return link(Words.address(address), UiText.of("frame.show-code"), () -> model.showCode(address));
    }

    private Node name(long address) {
        var open = model.analysisProperty().get();
        return Texts.mono(
                open == null ? "" : open.kernel().modules().locate(address).text());
    }

    private static Hyperlink link(String text, String what, Runnable follow) {
        var link = new Hyperlink(text);
        link.getStyleClass().addAll("mono", "frame-link");
        link.setTooltip(Texts.tooltip(what));
        link.setAccessibleText(what + " " + text);
        link.setOnAction(event -> {
            link.setVisited(false);
            follow.run();
        });
        return link;
    }
}
