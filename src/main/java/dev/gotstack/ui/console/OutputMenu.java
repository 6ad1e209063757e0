package dev.gotstack.ui.console;

import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.Deed;
import dev.gotstack.ui.action.SlotMenu;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// The context menu of the output: what can be done with the link under the mouse, with the text, with
/// the stack slot of the line, and with all of it.
final class OutputMenu {
    private final OutputView view;
    private final OutputControl control;
    private final Consumer<String> edit;
    private final List<Action> actions;
    private final ContextMenu menu = new ContextMenu();
    private final ByHand byHand;
    private final SlotMenu slots;
    private final List<MenuItem> slotItems;

    /// @param edit puts a command into the input line
    /// @param all what else can be done
    OutputMenu(OutputView view, OutputControl control, Consumer<String> edit, Actions all) {
        this.view = view;
        this.control = control;
        this.edit = edit;
        this.byHand = all.byHand();
        this.actions = all.group("command");
        this.slots = new SlotMenu(all, this::slot);
        this.slotItems = slots.items(menu);
    }

    void install() {
        menu.setId("output-menu");
        view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::show);
        slots.keysFor(view);
    }

    /// The stack slot that the caret's line is about.
    private ByHand.Target slot() {
        var at = TextPosition.min(view.caret(), view.anchor());
        if (at.line() >= view.text().size()) {
            return ByHand.Target.NONE;
        }
        var slot = SlotInLine.of(
                view.text().line(at.line()).text(),
                at.column(),
                address -> byHand.can(Deed.WALK, ByHand.Target.at(address)),
                byHand::onStack);
        return slot.isEmpty() ? ByHand.Target.NONE : ByHand.Target.at(slot.getAsLong());
    }

    private void show(ContextMenuEvent event) {
        menu.getItems().clear();
        control.linkAtCaret().ifPresent(this::addLink);
        var copy = item(UiText.of("console.copy"), control::copy);
        copy.setAccelerator(new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN));
        menu.getItems()
                .addAll(copy, item(UiText.of("console.select-all"), control::selectAll), new SeparatorMenuItem());
        if (slot().slot().isPresent()) {
            menu.getItems().addAll(slotItems);
            menu.getItems().add(new SeparatorMenuItem());
        }
        actions.forEach(action -> menu.getItems().add(ActionControls.item(action)));
        menu.show(view, event.getScreenX(), event.getScreenY());
        event.consume();
    }

    private void addLink(LinkPlace link) {
        menu.getItems()
                .addAll(
                        item(UiText.of("console.run", link.command()), control::followCaret),
                        item(UiText.of("console.edit"), () -> edit.accept(link.command())),
                        item(UiText.of("console.copy-command"), () -> OutputControl.put(link.command())),
                        new SeparatorMenuItem());
    }

    private static MenuItem item(String text, Runnable run) {
        var item = new MenuItem(text);
        // An underscore in a command is no key.
        item.setMnemonicParsing(false);
        item.setOnAction(event -> run.run());
        return item;
    }
}
