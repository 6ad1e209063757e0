package dev.gotstack.ui.welcome;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Icons;
import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What the window shows before a dump is open: what to open, and what one may want to set up first.
public final class WelcomePane extends StackPane {
    private static final double MARK = 72;
    private static final double WIDTH = 460;
    private static final double COLUMN = 330;

    private final AnalysisModel model;
    private final Actions actions;
    private final VBox recent = new VBox();
    private final VBox symbols = new VBox();

    public WelcomePane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        getStyleClass().add("welcome");
        setId("welcome");
        var mark = new ImageView(Icons.of(256));
        mark.setFitWidth(MARK);
        mark.setFitHeight(MARK);
        mark.setSmooth(true);
        var says = Texts.wrapped(UiText.of("welcome.says"), "muted");
        says.setMaxWidth(WIDTH);
        says.setAlignment(Pos.CENTER);
        says.setTextAlignment(TextAlignment.CENTER);
        recent.setId("welcome-recent");
        var lists = new HBox(column(recent, symbols), column(samples()));
        lists.getStyleClass().add("welcome-lists");
        lists.setAlignment(Pos.TOP_CENTER);
        var column = new VBox(mark, Texts.styled("Gotstack", "welcome-title"), says, buttons(), hint(), lists);
        column.getStyleClass().add("welcome-column");
        column.setAlignment(Pos.CENTER);
        column.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var middle = new StackPane(column);
        middle.getStyleClass().add("welcome");
        var scroll = new ScrollPane(middle);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().add(scroll);
        refresh();
    }

    /// Reads again which dumps were opened last and where symbols are looked for.
    public void refresh() {
        if (!isVisible()) {
            return;
        }
        var files = new RecentFiles(actions.settings()).all();
        recent.getChildren().setAll(Texts.title(UiText.of("welcome.recent")));
        if (files.isEmpty()) {
            recent.getChildren().add(Texts.wrapped(UiText.of("welcome.none"), "muted"));
        }
        files.forEach(file -> recent.getChildren().add(recent(file)));
        var places = Preference.symbolPath(actions.settings());
        symbols.getChildren()
                .setAll(
                        Texts.title(UiText.of("welcome.symbols")),
                        Texts.wrapped(
                                places.isEmpty()
                                        ? UiText.of("welcome.symbols.usual")
                                        : UiText.of("welcome.symbols.path", String.join(", ", places)),
                                "muted"),
                        link(
                                "welcome-symbols",
                                UiText.of("welcome.set-path"),
                                "",
                                actions.action("help.preferences")::run));
    }

    private Node recent(Path file) {
        boolean there = Files.isRegularFile(file);
        var link = link(
                "",
                String.valueOf(file.getFileName()),
                there ? file.toString() : UiText.of("welcome.gone-file", file),
                () -> model.open(file));
        link.setDisable(!there);
        var folder =
                Texts.styled(there ? String.valueOf(file.getParent()) : UiText.of("welcome.gone"), "muted", "small");
        folder.setMinWidth(0);
        var entry = new VBox(link, folder);
        entry.getStyleClass().add("welcome-entry");
        return entry;
    }

    private VBox samples() {
        var box = new VBox(Texts.title(UiText.of("welcome.samples")));
        box.setId("welcome-samples");
        if (Samples.article().isEmpty()) {
            box.getChildren().add(Texts.wrapped(UiText.of("welcome.no-samples"), "muted"));
            return box;
        }
        Samples.others().forEach((file, words) -> {
            var entry = new VBox(
                    link("", String.valueOf(file.getFileName()), words, () -> model.open(file)),
                    Texts.wrapped(words, "muted", "small"));
            entry.getStyleClass().add("welcome-entry");
            box.getChildren().add(entry);
        });
        return box;
    }

    private static VBox column(VBox... parts) {
        var column = new VBox(parts);
        for (var part : parts) {
            part.getStyleClass().add("welcome-list");
        }
        column.getStyleClass().add("welcome-side");
        column.setPrefWidth(COLUMN);
        return column;
    }

    private static Hyperlink link(String id, String text, String more, Runnable run) {
        var link = new Hyperlink(text);
        if (!id.isEmpty()) {
            link.setId(id);
        }
        link.setAccessibleText(more.isEmpty() ? text : text + ", " + more);
        if (!more.isEmpty()) {
            link.setTooltip(Texts.tooltip(more));
        }
        link.setOnAction(event -> {
            link.setVisited(false);
            run.run();
        });
        return link;
    }

    private HBox buttons() {
        var open = ActionControls.button(actions.action("file.open"));
        open.setId("welcome-open");
        open.getStyleClass().add("accent");
        var buttons = new HBox(open);
        buttons.getStyleClass().add("welcome-buttons");
        buttons.setAlignment(Pos.CENTER);
        Samples.article().ifPresent(file -> {
            var article = new Button(UiText.of("welcome.article"));
            article.setId("welcome-sample");
            article.setTooltip(Texts.tooltip(file.toString()));
            article.setOnAction(event -> model.open(file));
            var tour = ActionControls.button(actions.action("help.tour"));
            tour.setId("welcome-tour");
            buttons.getChildren().addAll(article, tour);
        });
        return buttons;
    }

    private static Node hint() {
        return Texts.styled(UiText.of("welcome.drop"), "muted", "small");
    }
}
