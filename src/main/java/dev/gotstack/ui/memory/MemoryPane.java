package dev.gotstack.ui.memory;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Slice;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.FindText;
import dev.gotstack.ui.control.Pointing;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.memory.Row.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The memory of the dump from the first address to the last. What cannot be read says why.
public final class MemoryPane extends BorderPane {
    private final AnalysisModel model;
    private final ToggleGroup formats = new ToggleGroup();
    private final HexView view;
    private final AddressBar bar;
    private final CaretNote note = new CaretNote();
    private final Tooltip tooltip = new Tooltip();
    private final Background scaling = new Background();
    private final Pointing pointing;
    private boolean following;
    private @Nullable RowReader reader;

    public MemoryPane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.pointing = new Pointing(model);
        this.view = new HexView(actions.theme().palette(), this::follow);
        this.bar = new AddressBar(view);
        getStyleClass().addAll("pane", "memory-pane");
        var content = new BorderPane(view, formats(), bar, note, null);
        ObservableValue<String> reason =
                model.analysisProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(content, reason));
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        view.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointing.left());
        new CopyMenu(view, () -> reader, actions).install();
        Topic.on(view, () -> "memory:" + Long.toHexString(view.caretProperty().get()));
        FindText.search(view, this::search);
        bind(actions);
    }

    private void bind(Actions actions) {
        actions.theme().paletteProperty().subscribe(view::setPalette);
        view.caretProperty().subscribe(this::moved);
        view.focusedProperty().subscribe((had, has) -> {
            if (had && !has) {
                pointing.left();
            }
        });
        model.analysisProperty().subscribe(this::open);
        model.contextProperty().subscribe(this::mark);
        model.notebook()
                .notesProperty()
                .subscribe(notes -> mark(model.contextProperty().get()));
        model.selectionProperty().subscribe(this::select);
    }

    private Region formats() {
        var box = new HBox();
        box.getStyleClass().addAll("pane-bar", "format-bar");
        for (var format : MemoryFormat.values()) {
            var button = new ToggleButton(format.words());
            button.getStyleClass().addAll("small", "format-toggle");
            button.setTooltip(new Tooltip(UiText.of("memory.format.tip", format.command())));
            button.setToggleGroup(formats);
            button.setUserData(format);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(format == view.format());
            HBox.setHgrow(button, Priority.NEVER);
            box.getChildren().add(button);
        }
        formats.selectedToggleProperty().subscribe((before, chosen) -> {
            if (chosen == null) {
                formats.selectToggle(before);
            } else {
                view.setFormat((MemoryFormat) chosen.getUserData());
                describeCaret();
            }
        });
        return box;
    }

    /// Values as wide as the dump's pointers, unless the user has chosen another format.
    private void suggest(int pointerSize) {
        var suggested = pointerSize == 8 ? MemoryFormat.QWORDS : MemoryFormat.DWORDS;
        if (view.format() == MemoryFormat.DWORDS || view.format() == MemoryFormat.QWORDS) {
            formats.getToggles().stream()
                    .filter(toggle -> toggle.getUserData() == suggested)
                    .forEach(formats::selectToggle);
        }
    }

    private void open(@Nullable Analysis analysis) {
        var opened = analysis == null ? null : new RowReader(analysis);
        reader = opened;
        view.setReader(opened);
        scaling.cancel();
        bar.setScale(AddressScale.linear(view.viewport().last()));
        if (opened != null) {
            suggest(opened.space().pointerSize());
            scaling.start(() -> AddressScale.of(opened.space(), opened.last()), bar::setScale, failure -> {});
        }
    }

    private void mark(@Nullable Context context) {
        if (context == null) {
            // The dump behind the rows is closed by now: they must not be read again.
            open(null);
            view.setMarkers(List.of());
        } else {
            view.setMarkers(Marker.of(context, model.notebook().notes()));
        }
    }

    private void select(@Nullable Selection selection) {
        if (selection == null) {
            return;
        }
        view.setFrame(
                frameBytes(selection.frame()),
                model.frame(selection.frame())
                        .map(frame -> frame.code().function())
                        .orElse(""));
        // What is pointed at from here is seen already.
        if (!pointing.isTelling()) {
            following = true;
            view.show(new Span(selection.address(), selection.length()));
            following = false;
        }
        describeCaret();
    }

    /// The user walked here: the others show whose bytes these are.
    private void moved() {
        describeCaret();
        if (view.isFocused() && !following) {
            pointing.stepped(frameAt(view.caretProperty().get()));
        }
    }

    /// The frame that owns the byte at an address; -1 if none does.
    private int frameAt(long va) {
        var analysis = model.analysisProperty().get();
        if (analysis == null || analysis.usage().isEmpty()) {
            return -1;
        }
        return analysis.usage().get().slices().stream()
                .filter(slice ->
                        Long.compareUnsigned(va, slice.start()) >= 0 && Long.compareUnsigned(va, slice.end()) < 0)
                .mapToInt(Slice::frame)
                .findFirst()
                .orElse(-1);
    }

    private Span frameBytes(int frame) {
        var analysis = model.analysisProperty().get();
        if (analysis == null || frame < 0 || analysis.usage().isEmpty()) {
            return Span.NONE;
        }
        return analysis.usage().get().slices().stream()
                .filter(slice -> slice.frame() == frame)
                .map(slice -> new Span(slice.start(), slice.bytes()))
                .reduce((low, high) -> new Span(low.start(), high.end() - low.start()))
                .orElse(Span.NONE);
    }

    /// Shows what a value points to: code, or memory if there is any.
    private void follow(Cell cell) {
        var source = Objects.requireNonNull(reader);
        if (cell.isMissing()) {
            return;
        }
        switch (source.places().of(cell.value()).kind()) {
            case CODE -> model.showCode(cell.value());
            case STACK, BELOW_STACK, IMAGE, DATA -> model.showMemory(cell.value(), source.pointerSize());
            case NOTHING -> note.show(Descriptions.missing(source.places(), cell.value()));
        }
    }

    private void describeCaret() {
        var source = reader;
        if (source != null) {
            long caret = view.caretProperty().get();
            var cell = source.cell(caret, view.viewport().cellSize());
            var left = model.notebook().notes().at(caret).note();
            var pieces = new ArrayList<>(Descriptions.pieces(source, cell));
            if (!left.isEmpty()) {
                pieces.add(1, Descriptions.APART + UiText.of("memory.noted", left.replace('\n', ' ')));
            }
            note.show(pieces);
            view.setAccessibleText(UiText.of("memory.spoken", note.whole()));
        }
    }

    private void hover(MouseEvent event) {
        var source = reader;
        var under = view.cellAt(event.getX(), event.getY());
        pointing.moved(under.map(cell -> frameAt(cell.address())).orElse(-1));
        var text = source == null
                ? ""
                : under.filter(cell -> cell.isMissing()
                                || !source.places().of(cell.value()).words().isEmpty())
                        .map(cell -> Descriptions.of(source, cell))
                        .orElse("");
        if (text.isEmpty()) {
            Tooltip.uninstall(view, tooltip);
        } else if (!text.equals(tooltip.getText())) {
            tooltip.setText(text);
            Tooltip.install(view, tooltip);
        }
    }

    private List<FindText.Hit> search(String wanted, Consumer<List<FindText.Hit>> early, DoubleConsumer progress) {
        var source = reader;
        if (source == null) {
            return List.of();
        }
        LongConsumer show = at -> model.showMemory(at, 4);
        long around = view.caretProperty().get();
        var near = MemorySearch.of(wanted, source, around, show);
        early.accept(near);
        return Stream.concat(near.stream(), MemorySearch.beyond(wanted, source, around, show, progress).stream())
                .toList();
    }

    /// Why the byte at an address cannot be read, as the tooltip says; empty if it can.
    String reasonAt(long va) {
        return reader == null ? "" : reader.places().missing(va);
    }

    HexView view() {
        return view;
    }

    /// What the note below the rows says, and what a screen reader hears.
    String noteText() {
        return note.whole();
    }
}
