package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.Frame;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every pane follows the task state that is chosen in the film strip.
class TaskStatesTest extends WindowTest {

    @BeforeEach
    void openArticle() {
        open(Samples.ARTICLE);
    }

    @Test
    void opensOnTheInterruptedTask() {
        assertTrue(hasPseudoClass("#step-3", "selected"), "the interrupted task is selected");
        assertEquals(
                "b8ae5fe4",
                hex(this.<Frame>list("#debugger").getItems().getFirst().base()));
        assertTrue(text("#debugger-stop").contains("b8ae5fe4"), text("#debugger-stop"));
        assertEquals("va b8ae5fe0 → no page: guard page", text("#status-address"));
        assertTrue(text("#status-bugcheck").startsWith("0x7F"), text("#status-bugcheck"));
        assertEquals("CPU 3", text("#status-processor"));
        assertEquals("Symbols 4 of 4", text("#status-symbols"));
        assertEquals("32-bit kernel memory dump · PAE · build 3790", text("#status-dump"));
    }

    @Test
    void clickingTheDoubleFaultShowsItEverywhere() {
        clickOn("#step-4");

        assertEquals(OptionalInt.of(0x50), model.contextProperty().get().task());
        assertTrue(hasPseudoClass("#step-4", "selected"));
        assertFalse(hasPseudoClass("#step-3", "selected"));
        var frames = this.<Frame>list("#debugger").getItems();
        assertEquals("nt!_KiTrap08", frames.getFirst().code().text());
        assertEquals("nt!_KiTrap0E+0x5c", frames.getLast().code().text());
        assertEquals("va f773d3c0 → pa 0024b3c0", text("#status-address"));
        assertEquals("ESP f773d3c0 is on another stack.", text("#usage-elsewhere"));
        assertTrue(texts("#summary").contains("The thread ran out of kernel stack"), texts("#summary"));
        assertEquals(139, analysis().reconstructedStack().frames().size());
    }

    @Test
    void clickingBackShowsTheInterruptedTaskAgain() {
        clickOn("#step-4").clickOn("#step-3");

        assertTrue(hasPseudoClass("#step-3", "selected"));
        assertEquals(1, list("#debugger").getItems().size());
        assertEquals("va b8ae5fe0 → no page: guard page", text("#status-address"));
        assertEquals("", text("#usage-elsewhere"));
    }

    /// One click moves registers, memory and disassembly together, there and back.
    @Test
    void registersMemoryAndDisassemblyFollowTheClick() {
        clickOn("#step-4");

        assertEquals("8088b702", text("#register-eip"));
        assertEquals("f773d3c0", text("#register-esp"));
        assertEquals("nt!_KiTrap08", text("#disassembly-function"));
        assertTrue(text(".memory-pane .pane-note").startsWith("f773d3c0"), text(".memory-pane .pane-note"));

        clickOn("#step-3");

        assertEquals("8088c718", text("#register-eip"));
        assertEquals("b8ae5fe4", text("#register-esp"));
        assertEquals("b8ae5fe0", text("#register-cr2"));
        assertEquals("nt!_KiTrap0E", text("#disassembly-function"));
        assertTrue(text(".memory-pane .pane-note").startsWith("b8ae5fe0  guard page"), text(".memory-pane .pane-note"));
    }

    @Test
    void typingTheCommandMovesTheStrip() {
        interact(() -> model.execute(".tss 0x50"));

        assertTrue(hasPseudoClass("#step-4", "selected"), "the strip follows the command");
        assertFalse(hasPseudoClass("#step-3", "selected"));
    }

    @Test
    void aTaskThatWasNeverEnteredCanBeChosenToo() {
        interact(() -> find("#task-0x58").requestFocus());
        push(KeyCode.ENTER);

        assertEquals(OptionalInt.of(0x58), model.contextProperty().get().task());
        assertTrue(hasPseudoClass("#task-0x58", "selected"));
    }

    @Test
    void theStripIsTravelledByKeyboard() {
        interact(() -> find("#step-3").requestFocus());
        push(KeyCode.DOWN);
        assertTrue(find("#step-4").isFocused(), "Down leads to the next step");
        assertEquals(OptionalInt.of(0x28), model.contextProperty().get().task(), "but chooses nothing yet");

        push(KeyCode.ENTER);
        assertEquals(OptionalInt.of(0x50), model.contextProperty().get().task());

        push(KeyCode.UP);
        push(KeyCode.UP);
        assertTrue(find("#step-2").isFocused());
    }

    @Test
    void backAndForwardLeadThroughWhatWasSeen() {
        clickOn("#step-4");
        push(KeyCode.ALT, KeyCode.LEFT);
        assertEquals("va b8ae5fe0 → no page: guard page", text("#status-address"));
        push(KeyCode.ALT, KeyCode.RIGHT);
        assertEquals("va f773d3c0 → pa 0024b3c0", text("#status-address"));
        push(KeyCode.ESCAPE);
        assertEquals("va b8ae5fe0 → no page: guard page", text("#status-address"));
    }

    private static String hex(long value) {
        return Long.toHexString(value);
    }
}
