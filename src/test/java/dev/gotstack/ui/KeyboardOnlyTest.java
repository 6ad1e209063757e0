package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing here touches the mouse. The story of the article is done step by step as README's keyboard section tells it.
class KeyboardOnlyTest extends WindowTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theArticlesStory() {
        chosen = Optional.of(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.O);
        waitFor(() -> model.analysisProperty().get() != null);
        waitFor(this::isQuiet);

        // The steps of the story: down to the double fault, and its registers are in force.
        push(KeyCode.ALT, KeyCode.DIGIT2);
        assertTrue(find("#step-1").isFocused());
        push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ENTER);
        assertEquals(".tss 0x50", context());
        push(KeyCode.UP).push(KeyCode.ENTER);
        assertEquals(".tss 0x28", context());

        // Where Backlink comes from, byte by byte.
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ENTER);
        push(KeyCode.END);
        assertEquals(0x28, analysis().kernel().space().value(address(), 2).orElseThrow());
        push(KeyCode.ESCAPE);

        // The guard page: memory at esp.
        push(KeyCode.CONTROL, KeyCode.G);
        write("esp").push(KeyCode.ENTER);
        assertTrue(analysis().kernel().space().hole(address()).isPresent());

        // The rebuilt stack: its frames, the cycle unfolded and folded again.
        push(KeyCode.ALT, KeyCode.DIGIT6);
        push(KeyCode.HOME).push(KeyCode.DOWN);
        assertEquals(1, frame());
        int rows = list("#reconstructed").getItems().size();
        push(KeyCode.CONTROL, KeyCode.F);
        write("cycle").push(KeyCode.ENTER).push(KeyCode.ESCAPE);
        push(KeyCode.RIGHT);
        assertTrue(list("#reconstructed").getItems().size() > rows, "unfolded");
        push(KeyCode.LEFT);
        assertEquals(rows, list("#reconstructed").getItems().size());

        // A note for later, and all about a frame.
        push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.CONTROL, KeyCode.M);
        write("first victim").push(KeyCode.ENTER);
        assertFalse(model.notebook().notes().isEmpty());
        push(KeyCode.CONTROL, KeyCode.I);
        assertTrue(find("#frame").isVisible());

        // Who used the bytes, and the chart for the customer.
        push(KeyCode.ALT, KeyCode.DIGIT3);
        push(KeyCode.UP);
        assertTrue(find("#ruler").isFocused());
        chosen = Optional.of(folder.resolve("chart.svg"));
        push(KeyCode.CONTROL, KeyCode.E);
        waitFor(() -> Files.isRegularFile(folder.resolve("chart.svg")));

        // The same as a debugger's commands.
        push(KeyCode.ALT, KeyCode.DIGIT1);
        write("k").push(KeyCode.ENTER);
        assertEquals("k", model.console().getLast().line());
    }

    private String context() {
        return Objects.requireNonNull(model.contextProperty().get()).setBy();
    }

    private long address() {
        return Objects.requireNonNull(model.selectionProperty().get()).address();
    }

    private int frame() {
        return Objects.requireNonNull(model.selectionProperty().get()).frame();
    }

    /// Every action stands in the palette, which a key opens; those with a key of their own have one that nothing in
    /// the window takes away.
    @Test
    void everyActionIsReachedByKeys() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
        var entries = PaletteEntries.of(window.actions(), settings);
        for (Action action : window.actions().all()) {
            assertTrue(entries.contains(action), action.text());
            if (action.key() != null) {
                assertTrue(window.scene().getAccelerators().containsKey(action.key()), action.text());
            }
        }
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        for (Action action : window.actions().all()) {
            if (action.enabled().get()) {
                interact(() -> this.<TextField>find("#palette-search").setText(action.text()));
                assertTrue(list("#palette-list").getItems().contains(action), action.text());
            }
        }
        push(KeyCode.ESCAPE);
    }

    /// F6 goes round through the panes, and the keyboard is always somewhere that is seen.
    @Test
    void f6GoesRoundThePanes() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
        push(KeyCode.ALT, KeyCode.DIGIT6);
        var reached = new LinkedHashSet<Node>();
        for (int i = 0; i < PaneKind.values().length; i++) {
            push(KeyCode.F6);
            var owner = window.scene().getFocusOwner();
            assertTrue(owner != null && isShown(owner), "the keyboard is never on something that is not seen");
            reached.add(owner);
        }
        assertEquals(PaneKind.values().length, reached.size(), reached::toString);
        assertTrue(find("#reconstructed").isFocused(), "and is back where it began");
        push(KeyCode.SHIFT, KeyCode.F6);
        assertTrue(find("#step-1").isFocused());
    }

    /// Tab leads from the stack through what lies behind it.
    @Test
    void tabLeadsOn() {
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.G).push(KeyCode.ESCAPE);
        push(KeyCode.ALT, KeyCode.DIGIT4);
        var first = window.scene().getFocusOwner();
        push(KeyCode.TAB);
        var second = window.scene().getFocusOwner();
        assertTrue(second != null && second != first && Topic.of(second).isPresent(), String.valueOf(second));
    }

    static boolean isShown(Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void valuesSayWhatTheyAre() {
        open(Samples.ARTICLE);
        for (var id : new String[] {"#register-eip", "#register-cr2", "#register-tr", "#step-3"}) {
            assertTrue(Topic.of(find(id)).isPresent(), id);
        }
        push(KeyCode.ALT, KeyCode.DIGIT6);
        push(KeyCode.HOME);
        push(KeyCode.F1);
        assertTrue(text("#guide-title").startsWith("Frame 0"), text("#guide-title"));
        push(KeyCode.ESCAPE);
        push(KeyCode.ALT, KeyCode.DIGIT5);
        push(KeyCode.F1);
        assertTrue(text("#guide-title").startsWith("Memory at"), text("#guide-title"));
    }
}
