package dev.gotstack.ui.memory;

import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.SlotMenu;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
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

    private final HexView view;
    private final Supplier<@Nullable RowReader> reader;
    private final ContextMenu menu;
    private final SlotMenu slots;

    CopyMenu(HexView view, Supplier<@Nullable RowReader> reader, Actions actions) {
        this.view = view;
        this.reader = reader;
        var follow = new MenuItem("Follow");
        follow.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
        follow.setOnAction(event -> view.followCaret());
        var copy = new Menu("Copy as");
        for (var format : CopyFormat.values()) {
            var item = new MenuItem(format.words());
            item.setOnAction(event -> copy(format));
            copy.getItems().add(item);
        }
        this.menu = new ContextMenu(follow, copy);
        this.slots = new SlotMenu(actions, this::slot);
        slots.addTo(menu);
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
            if (COPY.match(event)) {
                copy(CopyFormat.WINDBG);
                event.consume();
            }
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
