package dev.gotstack.ui.console;

import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.Deed;
import dev.gotstack.ui.action.SlotMenu;
import dev.gotstack.ui.control.LinkedText;
import java.util.OptionalLong;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.ContextMenuEvent;
import org.fxmisc.richtext.model.TwoDimensional.Bias;

/// The context menu of what commands print: copy, and what can be done with the stack slot of a line.
final class SlotsMenu {
    private final LinkedText output;
    private final ByHand byHand;
    private ByHand.Target target = ByHand.Target.NONE;

    private SlotsMenu(LinkedText output, ByHand byHand) {
        this.output = output;
        this.byHand = byHand;
    }

    static void install(LinkedText output, Actions actions) {
        var slots = new SlotsMenu(output, actions.byHand());
        var copy = new MenuItem("Copy");
        copy.setOnAction(event -> output.copy());
        var menu = new ContextMenu(copy);
        new SlotMenu(actions, () -> slots.target).addTo(menu);
        new SlotMenu(actions, slots::atCaret).keysFor(output);
        output.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            slots.target = event.isKeyboardTrigger()
                    ? slots.atCaret()
                    : slots.at(output.hit(event.getX(), event.getY()).getInsertionIndex());
            menu.show(output, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private ByHand.Target atCaret() {
        return at(output.getCaretPosition());
    }

    private ByHand.Target at(int index) {
        var position = output.offsetToPosition(Math.min(index, output.getLength()), Bias.Backward);
        var line = output.getParagraph(position.getMajor()).getText();
        OptionalLong slot = SlotInLine.of(
                line,
                position.getMinor(),
                address -> byHand.can(Deed.WALK, ByHand.Target.at(address)),
                byHand::onStack);
        return slot.isEmpty() ? ByHand.Target.NONE : ByHand.Target.at(slot.getAsLong());
    }
}
