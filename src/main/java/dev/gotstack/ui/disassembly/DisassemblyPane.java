package dev.gotstack.ui.disassembly;

import dev.gotstack.analysis.CodeLine;
import dev.gotstack.analysis.Listing;
import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Selection;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.LinkedText;
import dev.gotstack.ui.control.LinkedText.Line;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.fxmisc.flowless.VirtualizedScrollPane;

/// Code around the address that the window looks at, with what its instruction accesses in the context in force.
public final class DisassemblyPane extends BorderPane {
    private static final int BEFORE = 40;
    private static final int AFTER = 80;
    private static final double ROOMY = 640;

    private final AnalysisModel model;
    private final LinkedText text = new LinkedText();
    private final Label function = Mono.apply(new Label());
    private final Label remark = new Label();
    /// Whether there is room for the instructions' bytes.
    private final ObservableValue<Boolean> wide = widthProperty().map(width -> width.doubleValue() >= ROOMY);

    private int current = -1;
    private Line currentLine = new Line("", List.of());

    public DisassemblyPane(AnalysisModel model, Actions actions) {
        this.model = model;
        getStyleClass().addAll("pane", "disassembly-pane");
        text.setParagraphGraphicFactory(this::marker);
        function.getStyleClass().add("pane-title");
        function.setId("disassembly-function");
        remark.getStyleClass().add("pane-remark");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var header = new HBox(function, space, remark);
        header.getStyleClass().add("pane-header");
        var content = new BorderPane(new VirtualizedScrollPane<>(text), header, null, null, null);
        ObservableValue<String> reason =
                model.selectionProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(content, reason));
        text.heightProperty().subscribe(this::reveal);
        model.contextProperty().subscribe(this::show);
        model.selectionProperty().subscribe(this::show);
        wide.subscribe(narrow -> show());
    }

    private void show() {
        var context = model.contextProperty().get();
        var selection = model.selectionProperty().get();
        if (context == null || selection == null) {
            text.clear();
            return;
        }
        long address = address(selection, context);
        var places = new Places(context.analysis());
        var pieces = new CodePieces(places, model::showCode, va -> model.showMemory(va, 4), wide.getValue());
        var listing = new Listing(context.kernel());
        var access = address == context.registers().instructionPointer()
                ? listing.access(address, context.registers())
                : Optional.<Listing.Access>empty();
        var lines = new ArrayList<Line>();
        for (var line : lines(listing, address)) {
            if (!line.label().isEmpty()) {
                lines.add(pieces.label(line));
            }
            if (line.address() == address) {
                current = lines.size();
                lines.add(withAccess(pieces, line, access));
                currentLine = lines.getLast();
            } else {
                lines.add(pieces.line(line, false));
            }
        }
        text.show(lines);
        describe(context, address, places, access);
        reveal();
    }

    private static long address(Selection selection, Context context) {
        return selection.code() == 0 ? context.registers().instructionPointer() : selection.code();
    }

    /// Where the code itself is missing, one line says so; more would say the same.
    private static List<CodeLine> lines(Listing listing, long address) {
        var line = listing.line(address);
        return line.instruction() == null ? List.of(line) : listing.around(address, BEFORE, AFTER);
    }

    private static Line withAccess(CodePieces pieces, CodeLine line, Optional<Listing.Access> access) {
        var plain = pieces.line(line, true);
        if (access.isEmpty()) {
            return plain;
        }
        var all = new ArrayList<>(plain.pieces());
        all.add(LinkedText.Piece.plain("  "));
        all.add(pieces.access(access.get()));
        return new Line(plain.styleClass(), all);
    }

    private void describe(Context context, long address, Places places, Optional<Listing.Access> access) {
        var code = context.kernel().modules().locate(address);
        function.setText(code.function());
        remark.setText(remark(context, address, places, access));
        text.setAccessibleText(UiText.of("code.spoken", code.text(), currentText()));
    }

    private String remark(Context context, long address, Places places, Optional<Listing.Access> access) {
        var missing = places.missing(address);
        if (!missing.isEmpty()) {
            return UiText.of("code.missing", missing);
        }
        if (address != context.registers().instructionPointer()) {
            return context.kernel().modules().locate(address).text();
        }
        // In a narrow pane the end of the line, which says it, is out of sight.
        return wide.getValue() || access.isEmpty()
                ? UiText.of("code.here")
                : access.get().text();
    }

    private void reveal() {
        if (current >= 0 && current < text.getParagraphs().size()) {
            int rows = Math.max(1, (int) (text.getHeight() / 20));
            text.showParagraphAtTop(Math.max(0, current - rows / 3));
            text.moveTo(current, 0);
        }
    }

    private Node marker(int paragraph) {
        var marker = new Label(paragraph == current ? "▸" : "");
        marker.getStyleClass().add("line-marker");
        return marker;
    }

    /// The current line as text; empty if there is none.
    String currentText() {
        var words = new StringBuilder();
        currentLine.pieces().forEach(piece -> words.append(piece.text()));
        return words.toString();
    }

    LinkedText text() {
        return text;
    }
}
