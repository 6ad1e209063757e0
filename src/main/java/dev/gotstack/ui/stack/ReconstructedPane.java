package dev.gotstack.ui.stack;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Mark;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.SlotMenu;
import dev.gotstack.ui.control.EmptyNote;
import dev.gotstack.ui.control.FindText;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Pointing;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.ModuleColours;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/// The call stack that really lies on the stack, newest frame first. A selected row selects its frame everywhere; a
/// frame that was selected elsewhere is shown here, unfolding what hides it.
public final class ReconstructedPane extends BorderPane {
    private final AnalysisModel model;
    private final PaneHeader header = new PaneHeader(UiText.of("rebuilt.title"));
    private final ListView<StackRow> list = new ListView<>();
    private final CallTreeView tree;
    private final CorrectionsStrip corrections;
    private final Pointing pointing;
    private final ToggleButton byFunction = new ToggleButton(UiText.of("rebuilt.by-function"));
    private final Actions actions;
    private @Nullable StackOutline outline;
    private @Nullable ModuleColours colours;
    private boolean following;

    public ReconstructedPane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        this.pointing = new Pointing(model);
        this.tree = new CallTreeView(model, pointing);
        this.corrections = new CorrectionsStrip(model, actions);
        getStyleClass().add("reconstructed");
        setTop(new VBox(header, corrections));
        header.add(functionToggle());
        list.setId("reconstructed");
        list.getStyleClass().addAll("stack-list", "edge-to-edge");
        list.setAccessibleText(
                UiText.of("rebuilt.list", actions.show(PaneKind.STACK).text()));
        list.setCellFactory(
                view -> new StackRowCell(this::colour, this::isByHand, this::mark, this::isOpen, this::act));
        FindText.items(list, StackRow::text);
        Topic.on(list, this::topic);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::fold);
        list.addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        list.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointing.left());
        menu();
        list.getSelectionModel().selectedItemProperty().subscribe(this::selected);
        model.analysisProperty().subscribe(this::show);
        model.selectionProperty().subscribe(this::follow);
        model.notebook().notesProperty().subscribe(notes -> list.refresh());
    }

    private String topic() {
        return list.getSelectionModel().getSelectedItem() instanceof StackRow.Single single
                ? "frame:" + single.index()
                : "";
    }

    /// What was written down about a frame: at its return slot, or where its bytes begin.
    private Mark mark(Frame frame) {
        var notes = model.notebook().notes();
        return notes.at(frame.returnSlot().orElse(frame.stackPointer()));
    }

    private void show(@Nullable Analysis analysis) {
        outline = null;
        header.note("");
        list.getItems().clear();
        corrections.show(analysis == null ? Corrections.NONE : analysis.corrections());
        byFunction.setDisable(analysis == null || analysis.usage().isEmpty());
        setCenter(null);
        if (analysis == null) {
            return;
        }
        if (analysis.reconstructedStack().frames().isEmpty()) {
            setCenter(new EmptyNote(analysis.reconstructedStack().stop().local()));
            return;
        }
        colours = ModuleColours.of(analysis);
        outline = StackOutline.of(analysis);
        header.note(EvidenceText.summary(analysis.reconstructedStack()));
        tree.show(analysis);
        showChosen();
        refresh(null);
        // The list remembers how far the dump before was scrolled.
        list.scrollTo(0);
        follow(model.selectionProperty().get());
    }

    private ToggleButton functionToggle() {
        byFunction.setId("by-function");
        byFunction.setGraphic(new FontIcon(MaterialDesignF.FILE_TREE_OUTLINE));
        byFunction.getStyleClass().addAll("small", "format-toggle");
        byFunction.setMinWidth(USE_PREF_SIZE);
        byFunction.setTooltip(Texts.tooltip(UiText.of("rebuilt.by-function-tip")));
        byFunction.selectedProperty().subscribe(chosen -> showChosen());
        return byFunction;
    }

    /// Gives the rows the keyboard.
    @Override
    public void requestFocus() {
        (byFunction.isSelected() ? tree.list() : list).requestFocus();
    }

    private void showChosen() {
        if (outline != null) {
            setCenter(byFunction.isSelected() ? tree : list);
        }
    }

    private void menu() {
        var menu = new ContextMenu(ActionControls.item(actions.action("frame.evidence")));
        new SlotMenu(actions, actions.byHand()::selected).addTo(menu);
        menu.getItems()
                .addAll(
                        new SeparatorMenuItem(),
                        ActionControls.item(actions.action("note.bookmark")),
                        ActionControls.item(actions.action("note.write")));
        for (var view : List.of(list, tree.list())) {
            view.setOnContextMenuRequested(event -> {
                if (actions.byHand().selected().frame().isPresent()) {
                    menu.show(view, event.getScreenX(), event.getScreenY());
                    event.consume();
                }
            });
        }
    }

    private boolean isByHand(Frame frame) {
        return frame.returnSlot().isPresent()
                && actions.byHand().isPinned(frame.returnSlot().getAsLong());
    }

    /// What a double click or Enter does: folds, or tells all about a frame.
    private void act(StackRow row) {
        if (row.folds()) {
            toggle(row);
        } else if (row instanceof StackRow.Single) {
            actions.action("frame.evidence").run();
        }
    }

    private Color colour(String module) {
        return colours == null ? Color.GRAY : colours.of(module);
    }

    private boolean isOpen(StackRow row) {
        return outline != null && outline.isOpen(row);
    }

    private void toggle(StackRow row) {
        if (outline != null) {
            outline.open(row, !outline.isOpen(row));
            refresh(row);
        }
    }

    /// Shows the outline's rows as they are now, with one of them selected.
    private void refresh(@Nullable StackRow select) {
        following = true;
        var rows = Objects.requireNonNull(outline).rows();
        keepRows(rows);
        list.getSelectionModel().clearSelection();
        if (select != null) {
            list.getSelectionModel().select(select);
            list.getFocusModel().focus(rows.indexOf(select));
        }
        list.refresh();
        following = false;
    }

    private void keepRows(List<StackRow> rows) {
        if (!rows.equals(list.getItems())) {
            list.getItems().setAll(rows);
        }
    }

    private void selected(@Nullable StackRow row) {
        if (!following && row instanceof StackRow.Single single) {
            model.selectFrame(single.index());
        }
    }

    private void hover(MouseEvent event) {
        pointing.moved(Pointing.item(event, StackRow.Single.class)
                .map(StackRow.Single::index)
                .orElse(-1));
    }

    private void follow(@Nullable Selection selection) {
        if (outline == null || selection == null || pointing.isTelling()) {
            return;
        }
        int frame = selection.frame();
        if (list.getSelectionModel().getSelectedItem() instanceof StackRow.Single single && single.index() == frame) {
            return;
        }
        if (frame < 0) {
            following = true;
            list.getSelectionModel().clearSelection();
            following = false;
            return;
        }
        outline.reveal(frame);
        outline.rows().stream()
                .filter(row -> row instanceof StackRow.Single single && single.index() == frame)
                .findFirst()
                .ifPresent(row -> {
                    refresh(row);
                    list.scrollTo(Math.max(0, list.getItems().indexOf(row) - 2));
                });
    }

    private void fold(KeyEvent event) {
        var row = list.getSelectionModel().getSelectedItem();
        boolean plain = !event.isAltDown() && !event.isShortcutDown();
        if (row instanceof StackRow.Single && plain && event.getCode() == KeyCode.ENTER) {
            act(row);
            event.consume();
        }
        if (row == null || !row.folds() || outline == null || !plain) {
            return;
        }
        boolean open = outline.isOpen(row);
        var code = event.getCode();
        if (code == KeyCode.ENTER
                || code == KeyCode.SPACE
                || code == KeyCode.RIGHT && !open
                || code == KeyCode.LEFT && open) {
            toggle(row);
            event.consume();
        }
    }
}
