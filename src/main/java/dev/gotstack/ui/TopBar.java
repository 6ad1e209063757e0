package dev.gotstack.ui;

import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// The line above: what one does most, and a menu with everything.
final class TopBar extends HBox {
    private static final double MARK = 22;

    TopBar(Actions actions, AddressField address) {
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        var gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        var open = ActionControls.button(actions.action("file.open"));
        var export = ActionControls.button(actions.action("file.export"));
        export.setText(UiText.of("top.export"));
        export.getStyleClass().add("accent");
        for (var button : List.of(open, export)) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        getChildren().addAll(mark(), open, pair(actions), address, gap, themeButton(actions), menu(actions), export);
    }

    private static Node mark() {
        var image = new ImageView(Icons.of(64));
        image.setFitWidth(MARK);
        image.setFitHeight(MARK);
        var name = Texts.styled("Gotstack", "product-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var mark = new HBox(image, name);
        mark.getStyleClass().add("mark");
        mark.setAlignment(Pos.CENTER_LEFT);
        return mark;
    }

    /// Shows what it leads to: the moon in the light, the sun in the dark.
    private static Button themeButton(Actions actions) {
        var button = ActionControls.iconButton(actions.action("theme.toggle"));
        actions.theme()
                .paletteProperty()
                .subscribe(palette -> button.setGraphic(new FontIcon(
                        palette.dark() ? MaterialDesignW.WHITE_BALANCE_SUNNY : MaterialDesignW.WEATHER_NIGHT)));
        return button;
    }

    private static Node pair(Actions actions) {
        var pair = new HBox(
                ActionControls.iconButton(actions.action("go.back")),
                ActionControls.iconButton(actions.action("go.forward")));
        pair.setAlignment(Pos.CENTER_LEFT);
        return pair;
    }

    /// Everything, by what it is about: in one piece it would be higher than most screens.
    private static MenuButton menu(Actions actions) {
        var menu = new MenuButton(null, new FontIcon(MaterialDesignM.MENU));
        menu.setId("menu");
        menu.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        menu.setTooltip(Texts.tooltip(UiText.of("top.menu-tip")));
        menu.setAccessibleText(UiText.of("top.menu"));
        for (var group : List.of("file", "go", "frame", "note", "view", "command", "help")) {
            var part = new Menu(UiText.of("top.menu." + group));
            part.setId("menu-" + group);
            actions.group(group).forEach(action -> part.getItems().add(ActionControls.item(action)));
            menu.getItems().add(part);
        }
        menu.getItems().add(new SeparatorMenuItem());
        actions.group("theme").forEach(action -> menu.getItems().add(ActionControls.item(action)));
        return menu;
    }
}
