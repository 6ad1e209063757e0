package dev.gotstack.ui.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.javafx.FontIcon;

/// The items about one slot or frame of a stack, for context menus, and their keys. Which one is meant is asked when it
/// is needed.
public final class SlotMenu {
    private final Actions actions;
    private final Supplier<ByHand.Target> target;

    public SlotMenu(Actions actions, Supplier<ByHand.Target> target) {
        this.actions = actions;
        this.target = target;
    }

    /// Adds the items to a menu, behind a line if there are others. They say what they would do whenever it opens.
    public void addTo(ContextMenu menu) {
        if (!menu.getItems().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
        }
        menu.getItems().addAll(items(menu));
    }

    /// The items, for a menu that puts itself together whenever it opens.
    public List<MenuItem> items(ContextMenu menu) {
        var items = new ArrayList<MenuItem>();
        for (var deed : Deed.values()) {
            items.add(item(menu, deed));
        }
        items.add(ActionControls.item(actions.action("frame.reset")));
        return items;
    }

    private MenuItem item(ContextMenu menu, Deed deed) {
        var item = new MenuItem(deed.text(), new FontIcon(deed.icon()));
        item.setId("slot-" + deed.name().toLowerCase(Locale.ROOT));
        item.setMnemonicParsing(false);
        item.setAccelerator(deed.key());
        item.setOnAction(event -> actions.byHand().run(deed, target.get()));
        menu.showingProperty().subscribe(showing -> {
            var now = target.get();
            item.setText(actions.byHand().words(deed, now));
            item.setDisable(!actions.byHand().can(deed, now));
        });
        return item;
    }

    /// Gives a view the keys of these items, for what is meant there instead of the selected frame.
    public void keysFor(Node view) {
        view.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            for (var deed : Deed.values()) {
                if (deed.key().match(event)) {
                    actions.byHand().run(deed, target.get());
                    event.consume();
                }
            }
        });
    }
}
