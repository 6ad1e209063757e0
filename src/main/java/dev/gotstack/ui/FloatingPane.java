package dev.gotstack.ui;

import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Styling;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/// A pane in a window of its own. When that window is closed, the pane is back where it was.
final class FloatingPane {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 520;
    private static final double LEAST_WIDTH = 360;
    private static final double LEAST_HEIGHT = 200;

    private final Region content;
    private final Stage stage = new Stage();

    /// @param place puts something where the pane was
    FloatingPane(PaneKind kind, Region content, Consumer<Node> place, Actions actions, Runnable closed) {
        this.content = content;
        var owner = content.getScene();
        place.accept(placeholder(kind));
        var root = new ZoomPane(content, actions.theme(), LEAST_WIDTH, LEAST_HEIGHT);
        root.getStyleClass().add("window");
        var scene = new Scene(root, WIDTH, HEIGHT);
        Styling.follow(scene, actions.theme());
        ActionControls.keys(actions, scene);
        if (owner != null && owner.getWindow() instanceof Stage main) {
            stage.titleProperty().bind(main.titleProperty().map(title -> kind.title() + " · " + title));
        }
        stage.getIcons().setAll(Icons.all());
        stage.setScene(scene);
        stage.setOnHidden(event -> {
            root.release();
            place.accept(content);
            closed.run();
        });
        stage.show();
        focus();
    }

    private VBox placeholder(PaneKind kind) {
        var back = new Button(UiText.of("float.back"));
        back.setId("float-back");
        back.setOnAction(event -> dock());
        var box = new VBox(Texts.wrapped(UiText.of("float.elsewhere", kind.title()), "muted"), back);
        box.getStyleClass().add("float-placeholder");
        return box;
    }

    void focus() {
        stage.toFront();
        stage.requestFocus();
        FirstFocus.give(content);
    }

    /// Puts the pane back into its tab.
    void dock() {
        stage.close();
    }

    boolean holds(Node node) {
        return node.getScene() == stage.getScene();
    }
}
