package dev.gotstack.ui.welcome;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the window shows before a dump is open.
public final class WelcomePane extends StackPane {
    private static final double MARK = 96;
    private static final double WIDTH = 460;
    private static final Path SAMPLE = Path.of("dumps-sample", "article-x86", "article-x86.dmp");

    public WelcomePane(AnalysisModel model, Actions actions) {
        getStyleClass().add("welcome");
        setId("welcome");
        var mark = new ImageView(Icons.of(256));
        mark.setFitWidth(MARK);
        mark.setFitHeight(MARK);
        mark.setSmooth(true);
        var says = Texts.wrapped(
                "Open a Windows kernel crash dump to see which task was interrupted, the call stack the debugger could"
                        + " not show, and which driver used up the stack.",
                "muted");
        says.setMaxWidth(WIDTH);
        says.setAlignment(Pos.CENTER);
        says.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        var column = new VBox(mark, Texts.styled("Gotstack", "welcome-title"), says, buttons(model, actions), hint());
        column.getStyleClass().add("welcome-column");
        column.setAlignment(Pos.CENTER);
        column.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(column);
    }

    private static HBox buttons(AnalysisModel model, Actions actions) {
        var open = ActionControls.button(actions.action("file.open"));
        open.setId("welcome-open");
        open.getStyleClass().add("accent");
        var buttons = new HBox(open);
        buttons.getStyleClass().add("welcome-buttons");
        buttons.setAlignment(Pos.CENTER);
        sample().ifPresent(file -> {
            var article = new Button("Open the article's case");
            article.setId("welcome-sample");
            article.setTooltip(Texts.tooltip(file.toString()));
            article.setOnAction(event -> model.open(file));
            buttons.getChildren().add(article);
        });
        return buttons;
    }

    private static javafx.scene.Node hint() {
        return Texts.styled("or drop a .dmp file here", "muted", "small");
    }

    /// The sample dump beside the program: where it is run from, or where it is installed.
    public static Optional<Path> sample() {
        var installed = System.getProperty("gotstack.home", "");
        return java.util.stream.Stream.of(Path.of(""), Path.of(installed))
                .map(folder -> folder.toAbsolutePath().resolve(SAMPLE))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
