package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.console.ConsoleProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// The command window with everything around it: what is run there, all panes follow.
class CommandWindowTest extends WindowTest {

    @BeforeEach
    void openTheArticle() {
        open(Samples.ARTICLE);
        push(KeyCode.ALT, KeyCode.DIGIT1);
    }

    private void type(String line) {
        write(line).push(KeyCode.ENTER);
    }

    private String output() {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> ConsoleProbe.text(find("#console-output")));
    }

    /// Clicks on the beginning of a text where it first stands in the output.
    private void clickOnText(String wanted) {
        Bounds place =
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> ConsoleProbe.show(find("#console-output"), wanted));
        clickOn(place.getMinX() + 8, place.getCenterY());
        waitFor(this::isQuiet);
    }

    private Selection selection() {
        return Objects.requireNonNull(model.selectionProperty().get());
    }

    private OptionalInt task() {
        return Objects.requireNonNull(model.contextProperty().get()).task();
    }

    @Test
    void theLinkInTheStoryOfTheCrashSwitchesEveryPane() {
        type(".tss 0x50");
        assertEquals("8088b702", text("#register-eip"));
        interact(() -> window.actions().action("command.clear").run());
        type("!analyze -v");
        clickOnText(".tss 0x28");

        assertEquals(OptionalInt.of(0x28), task());
        assertEquals("8088c718", text("#register-eip"));
        assertEquals("b8ae5fe4", text("#register-esp"));
        assertEquals("nt!_KiTrap0E", text("#disassembly-function"));
        assertTrue(text(".memory-pane .pane-note").startsWith("b8ae5fe0  guard page"), text(".memory-pane .pane-note"));
        assertEquals(
                "nt!_KiTrap0E+0x5c",
                this.<Frame>list("#debugger").getItems().getFirst().code().text());
        assertTrue(hasPseudoClass("#step-3", "selected"), "the film strip");
        assertTrue(output().contains("\n3: kd> .tss 0x28\neax="), "the click is echoed");
    }

    @Test
    void everythingWorksFromTheKeyboard() {
        assertTrue(find("#console-input").isFocused(), "Alt+1 leads to the input");
        type("!analyze -v");
        push(KeyCode.TAB);
        assertTrue(find("#console-output").isFocused());
        String first = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> ConsoleProbe.selected(find("#console-output")));
        assertTrue(!first.isEmpty(), "a link is selected");
        push(KeyCode.ESCAPE);
        assertTrue(find("#console-input").isFocused());
        push(KeyCode.ALT, KeyCode.DIGIT5);
        push(KeyCode.ALT, KeyCode.DIGIT1);
        assertTrue(find("#console-input").isFocused());
        push(KeyCode.CONTROL, KeyCode.F);
        assertTrue(find("#console-find-text").isFocused());
    }

    @Test
    void linksToMemoryAndCodeMoveTheirPanes() {
        type("dps b8ae6058 L4");
        clickOnText("b8ae605c");
        assertEquals(0xb8ae605cL, selection().address());
        type("r eip");
        interact(() -> model.follow("u 0x8088b702"));
        assertEquals("nt!_KiTrap08", text("#disassembly-function"));
    }

    @Test
    void aChosenFrameIsSelectedInTheStackPane() {
        type("~3s; kn");
        interact(() -> model.showMemory(0x80000000L, 0));
        type(".frame 2");
        assertEquals(0, selection().frame(), output());
        assertEquals(0x8088c718L, selection().code());

        interact(() -> model.showMemory(0x80000000L, 0));
        clickOnText("02 b8ae5fe4");
        assertTrue(output().contains("\n3: kd> .frame 0x02\n"), "numbers of frames are links: " + output());
        assertEquals(0, selection().frame());
    }

    @Test
    void aLongSearchIsStoppedByEscape() {
        long start = System.nanoTime();
        var searches = "s -b 0 L?80000000 de ad be ef 01 02 03 04; ".repeat(1400);
        WaitForAsyncUtils.asyncFx(() -> model.execute(searches));
        waitFor(() -> WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> model.commands().busyProperty().get()));
        push(KeyCode.ESCAPE);
        waitFor(this::isQuiet);
        long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);

        assertTrue(output().endsWith("Interrupted"), "the search has ended by itself");
        assertTrue(took < 20, "it took " + took + " s");
        type("? 1+1");
        assertTrue(output().contains("Evaluate expression: 2"), "the next command runs");
    }

    @Test
    void outputIsSavedAndLogged(@TempDir Path folder) throws IOException {
        chosen = Optional.of(folder.resolve("session.log"));
        interact(() -> window.actions().action("command.log").run());
        type("? 2+3");
        type(".logclose");
        var log = Files.readString(folder.resolve("session.log"));
        assertTrue(log.contains("3: kd> ? 2+3\nEvaluate expression: 5 = 00000005\n"), log);

        chosen = Optional.of(folder.resolve("output.txt"));
        interact(() -> window.actions().action("command.save").run());
        waitFor(() -> find("#banner").isVisible());
        assertEquals(output() + "\n", Files.readString(folder.resolve("output.txt")));
    }

    @Test
    void anErrorStandsUnderItsPlace() {
        type("? 1+zork");
        var lines = output().lines().toList();
        assertEquals("^", lines.getLast().strip());
        int caret = lines.getLast().indexOf('^');
        assertTrue(lines.get(lines.size() - 2).startsWith("zork", caret), output());
    }
}
