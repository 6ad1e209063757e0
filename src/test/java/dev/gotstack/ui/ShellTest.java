package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.PaneKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The frame around the panes: opening, failing, keys, the palette, the theme.
class ShellTest extends WindowTest {

    @Test
    void welcomesBeforeADumpIsOpen() {
        assertTrue(find("#welcome").isVisible());
        assertTrue(window.actions().action("file.open").enabled().get());
        assertFalse(window.actions().action("file.export").enabled().get());
        assertFalse(window.actions().action("go.address").enabled().get());
    }

    @Test
    void opensWhatWasChosen() {
        chosen = Optional.of(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.O);
        waitFor(() -> model.analysisProperty().get() != null);

        assertFalse(find("#welcome").isVisible());
        assertEquals("article-x86.dmp — Gotstack", ((Stage) window.scene().getWindow()).getTitle());
    }

    @Test
    void aFileThatCannotBeReadIsABanner(@TempDir Path folder) throws IOException {
        var broken = Files.writeString(folder.resolve("broken.dmp"), "this is no dump");
        open(broken);

        assertTrue(find("#banner").isVisible(), "the banner is shown");
        assertTrue(texts("#banner").contains("broken.dmp"), texts("#banner"));
        assertTrue(texts("#banner").contains("Nothing is open"), texts("#banner"));
        clickOn("#banner-dismiss");
        assertFalse(find("#banner").isVisible());
        assertEquals("", model.problemProperty().get());
    }

    @Test
    void whatWasOpenStaysWhenAnotherFails(@TempDir Path folder) throws IOException {
        open(Samples.ARTICLE);
        open(Files.writeString(folder.resolve("broken.dmp"), "this is no dump"));

        assertTrue(texts("#banner").contains("article-x86.dmp stays open"), texts("#banner"));
        assertNotNull(model.analysisProperty().get());
        clickOn("#step-4");
        assertTrue(hasPseudoClass("#step-4", "selected"), "and it still works");
    }

    @Test
    void goesToSymbolsAndAddresses() {
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.G);
        assertTrue(find("#address").isFocused(), "Ctrl+G leads to the field");

        goTo("b8ae6058");
        assertEquals(
                0xb8ae6058L,
                Objects.requireNonNull(model.selectionProperty().get()).address());
        goTo("nt!_KiTrap0E+0x5c");
        assertEquals(
                0x8088c718L,
                Objects.requireNonNull(model.selectionProperty().get()).code());
        goTo("nonsense!there");
        assertEquals("No address or symbol of that name", text("#address-complaint"));
        assertTrue(hasPseudoClass("#address", "wrong"));
    }

    private void goTo(String place) {
        interact(() -> {
            this.<TextField>find("#address").setText(place);
            find("#address").requestFocus();
        });
        push(KeyCode.ENTER);
    }

    @Test
    void keysLeadToPanes() {
        open(Samples.ARTICLE);
        push(KeyCode.ALT, KeyCode.DIGIT6);
        assertTrue(find("#reconstructed").isFocused(), "Alt+6 leads to the call stack");
        push(KeyCode.ALT, KeyCode.DIGIT3);
        assertTrue(find("#ruler").isFocused());
        push(KeyCode.ALT, KeyCode.DIGIT1);
        assertEquals(
                "tab-command",
                this.<TabPane>find("#bottom-tabs")
                        .getSelectionModel()
                        .getSelectedItem()
                        .getId());
    }

    @Test
    void thePaletteFindsAndRuns() {
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        assertTrue(find("#palette-search").isFocused());
        write("dark theme").push(KeyCode.ENTER);

        assertTrue(theme.palette().dark());
        assertTrue(window.scene().getRoot().getStyleClass().contains("theme-dark"));
        assertTrue(lookup("#palette-search").tryQuery().isEmpty(), "the palette is gone");
    }

    @Test
    void theKeyReferenceListsEveryKey() {
        push(KeyCode.F1);
        var shown = texts("#keys");
        for (var action : window.actions().all()) {
            assertTrue(action.key() == null || shown.contains(action.keyText()), action.text());
        }
        push(KeyCode.ESCAPE);
        assertTrue(lookup("#keys").tryQuery().isEmpty());
    }

    @Test
    void actionsAreDeclaredOnce() {
        var ids = new HashSet<String>();
        var keys = new HashSet<Object>();
        for (Action action : window.actions().all()) {
            assertTrue(ids.add(action.id()), action.id() + " is declared twice");
            assertTrue(action.key() == null || keys.add(action.key()), action.keyText() + " is taken twice");
        }
        for (var pane : PaneKind.values()) {
            assertTrue(window.actions().show(pane).text().length() > 2);
        }
    }

    @Test
    void theChartIsWrittenInTheBackground(@TempDir Path folder) {
        open(Samples.ARTICLE);
        chosen = Optional.of(folder.resolve("chart.svg"));
        push(KeyCode.CONTROL, KeyCode.E);
        waitFor(() -> find("#banner").isVisible());

        assertTrue(Files.isRegularFile(folder.resolve("chart.svg")));
        assertTrue(texts("#banner").contains("chart.svg"), texts("#banner"));
        assertTrue(find("#banner").getStyleClass().contains("success"));
    }

    @Test
    void aChartThatCannotBeWrittenIsABanner(@TempDir Path folder) {
        charts = (analysis, omission, target) -> {
            throw new IOException("the disk is full");
        };
        open(Samples.ARTICLE);
        chosen = Optional.of(folder.resolve("chart.svg"));
        push(KeyCode.CONTROL, KeyCode.E);
        waitFor(() -> find("#banner").isVisible());

        assertTrue(texts("#banner").contains("the disk is full"), texts("#banner"));
        assertFalse(find("#banner").getStyleClass().contains("success"));
    }

    @Test
    void closingLeadsBackToTheWelcome() {
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.W);

        assertTrue(find("#welcome").isVisible());
        assertNull(model.analysisProperty().get());
        assertEquals("", text("#status-dump"));
    }

    @Test
    void nothingIsCutOffAtTheSmallestUsualSize() {
        open(Samples.ARTICLE);
        interact(() -> {
            window.scene().getWindow().setWidth(1024);
            window.scene().getWindow().setHeight(768);
        });
        waitFor(() -> window.scene().getWidth() <= 1024);

        for (var id : new String[] {"#file-export", "#menu", "#ruler", "#legend", "#status-symbols", "#debugger"}) {
            var bounds = onScene(find(id));
            assertTrue(bounds.getMaxX() <= 1024 && bounds.getMaxY() <= 768, id + " " + bounds);
            assertTrue(bounds.getWidth() > 20 && bounds.getHeight() > 10, id + " " + bounds);
        }
    }

    private static Bounds onScene(Node node) {
        return node.localToScene(node.getBoundsInLocal());
    }
}
