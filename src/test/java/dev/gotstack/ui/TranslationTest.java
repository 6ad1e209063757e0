package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotstack.Samples;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.ui.action.PaneKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A window in another language: what it says is translated, except data, and there is room for it.
class TranslationTest extends WindowTest {
    /// What is written the same in all languages: addresses, registers, figures, keys, commands, and files.
    private static final Set<String> DATA_STYLES =
            Set.of("mono", "key", "register-name", "register-value", "product-name", "welcome-title");

    /// What the user may type there, and where the program would look without.
    private static final Set<String> DATA_IDS = Set.of("preference-symbols", "preference-sessions");

    /// Fields of JSON that hold names, never words.
    private static final List<String> NAMES =
            List.of("file", "name", "symbol", "module", "function", "functions", "image", "company", "types", "format");

    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");
    /// Symbols, files and the one field of a task state that a step shows.
    private static final Pattern NAME = Pattern.compile("\\w+!\\w+|[\\w-]+\\.dmp|Backlink \\p{XDigit}{4}");
    private static final Pattern BETWEEN_FACTS = Pattern.compile("  |, |: | · | → | or |[()]");
    private static final List<String> DIALOGS = List.of(
            "help.palette",
            "help.keys",
            "help.preferences",
            "help.tour",
            "note.write",
            "note.list",
            "file.report",
            "help.proof",
            "go.find",
            "view.what-if");

    private final Path folder = Path.of(System.getProperty("gotstack.root", ""), "target", "screens");
    private final Set<String> names = new HashSet<>();

    @BeforeAll
    static void speak() throws IOException, URISyntaxException {
        PseudoLanguage.speak();
    }

    @AfterAll
    static void speakEnglish() {
        PseudoLanguage.speakEnglish();
    }

    @Test
    void whatIsNotDataIsTranslated() throws IOException {
        var english = new TreeSet<String>();
        look("welcome", english);
        open(Samples.ARTICLE);
        // An oracle that knows no window: the names in what the command line writes for programs.
        names(AnalysisJson.of(analysis()));
        interact(() -> model.selectFrame(3));
        for (var pane : PaneKind.values()) {
            interact(window.actions().show(pane)::run);
            look("pane-" + pane.name().toLowerCase(Locale.ROOT), english);
        }
        for (var id : DIALOGS) {
            interact(window.actions().action(id)::run);
            look(id.replace('.', '-'), english);
            push(KeyCode.ESCAPE);
        }
        assertEquals("", String.join("\n", english));
    }

    private void look(String name, Set<String> english) throws IOException {
        sleep(250);
        waitFor(this::isQuiet);
        var image = new AtomicReference<WritableImage>();
        interact(() -> {
            image.set(window.scene().snapshot(null));
            walk(window.scene().getRoot(), name, english);
        });
        Files.createDirectories(folder);
        ImageIO.write(
                SwingFXUtils.fromFXImage(image.get(), null),
                "png",
                folder.resolve("pseudo-" + name + ".png").toFile());
    }

    private void walk(Node node, String where, Set<String> english) {
        // Code is data, whatever its words are.
        if (!node.isVisible() || node.getStyleClass().contains("disassembly-pane")) {
            return;
        }
        switch (node) {
            case Labeled labeled -> check(node, labeled.getText(), where, english);
            case TextInputControl input -> check(node, input.getPromptText(), where, english);
            case Text text -> check(node, text.getText(), where, english);
            default -> {}
        }
        check(node, node.getAccessibleText(), where, english);
        if (node instanceof Parent parent && !(node instanceof Labeled) && !(node instanceof TextInputControl)) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, where, english));
        }
        if (node instanceof Labeled labeled && labeled.getGraphic() != null) {
            walk(labeled.getGraphic(), where, english);
        }
    }

    private void check(Node node, String text, String where, Set<String> english) {
        if (text != null && !text.contains(PseudoLanguage.BEGIN) && !isData(node, text)) {
            english.add(where + ": " + text.replace("\n", "\\n") + "   " + node.getStyleClass());
        }
    }

    private boolean isData(Node node, String text) {
        return DATA_STYLES.stream().anyMatch(node.getStyleClass()::contains)
                || DATA_IDS.contains(String.valueOf(node.getId()))
                || isSaid(text)
                || BETWEEN_FACTS.splitAsStream(text).allMatch(this::isSaid);
    }

    /// Whether it is a name in the dump, or has no words.
    private boolean isSaid(String text) {
        return !WORD.matcher(NAME.matcher(text).replaceAll("")).find() || names.contains(text.strip());
    }

    /// Registers are names, too. Long names are broken where their words end.
    private void names(JsonNode node) {
        node.forEach(this::names);
        node.path("registers").fieldNames().forEachRemaining(names::add);
        for (var field : NAMES) {
            node.path(field).valueStream().map(JsonNode::asText).forEach(names::add);
            names.add(node.path(field).asText());
            names.addAll(List.of(node.path(field).asText().split("(?<=_)", -1)));
        }
    }

    /// Buttons, whose texts are never wrapped, show all of it in the window and its panes.
    @Test
    void buttonsHaveRoom() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
        var cut = new TreeSet<String>();
        for (var pane : PaneKind.values()) {
            interact(window.actions().show(pane)::run);
            interact(() -> cut(window.scene().getRoot(), cut));
        }
        assertTrue(cut.isEmpty(), String.join("\n", cut));
    }

    private static void cut(Node node, Set<String> cut) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof ButtonBase button && button.lookup(".text") instanceof Text shown) {
            var whole = button.getText();
            if (whole != null && !whole.isEmpty() && !shown.getText().equals(whole)) {
                cut.add(button.getId() + ": " + whole + " is shown as " + shown.getText());
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> cut(child, cut));
        }
    }
}
