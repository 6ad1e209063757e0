package dev.gotstack.ui.memory;

import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.NoteActions;
import dev.gotstack.ui.action.SlotMenu;
import dev.gotstack.ui.control.UiText;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The context menu of the memory view: follow, copy in many forms, and what can be done with a slot of a stack.
final class CopyMenu {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private static final KeyCombination BOOKMARK = new KeyCodeCombination(KeyCode.B, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination NOTE = new KeyCodeCombination(KeyCode.M, KeyCombination.SHORTCUT_DOWN);

    private final HexView view;
    private final Supplier<@Nullable RowReader> reader;
    private final NoteActions notes;
    private final ContextMenu menu;
    private final SlotMenu slots;

    CopyMenu(HexView view, Supplier<@Nullable RowReader> reader, Actions actions) {
        this.view = view;
        this.reader = reader;
        this.notes = actions.notes();
        var follow = new MenuItem(UiText.of("memory.follow"));
        follow.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
        follow.setOnAction(event -> view.followCaret());
        var copy = new Menu(UiText.of("memory.copy-as"));
        for (var format : CopyFormat.values()) {
            var item = new MenuItem(format.words());
            item.setOnAction(event -> copy(format));
            copy.getItems().add(item);
        }
        this.menu = new ContextMenu(follow, copy);
        this.slots = new SlotMenu(actions, this::slot);
        slots.addTo(menu);
        menu.getItems().addAll(new SeparatorMenuItem(), bookmark(), write());
    }

    private MenuItem bookmark() {
        var item = new MenuItem(UiText.of("memory.bookmark"));
        item.setId("memory-bookmark");
        item.setAccelerator(BOOKMARK);
        item.setOnAction(event -> notes.toggle(view.viewport().caret()));
        return item;
    }

    private MenuItem write() {
        var item = new MenuItem(UiText.of("memory.note"));
        item.setId("memory-note");
        item.setAccelerator(NOTE);
        item.setOnAction(event -> notes.write(view.viewport().caret()));
        return item;
    }

    /// The word under the caret.
    private ByHand.Target slot() {
        var source = reader.get();
        return source == null
                ? ByHand.Target.NONE
                : ByHand.Target.at(view.viewport().caret() & -(long) source.pointerSize());
    }

    void install() {
        slots.keysFor(view);
        view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            if (reader.get() != null) {
                menu.show(view, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        view.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            // What the keyboard is on here is meant, not what the whole window looks at.
            if (COPY.match(event)) {
                copy(CopyFormat.WINDBG);
            } else if (BOOKMARK.match(event)) {
                notes.toggle(view.viewport().caret());
            } else if (NOTE.match(event)) {
                notes.write(view.viewport().caret());
            } else {
                return;
            }
            event.consume();
        });
    }

    private void copy(CopyFormat format) {
        var source = reader.get();
        if (source != null) {
            var text = format.text(source, view.chosen(), view.format());
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        }
    }
}
