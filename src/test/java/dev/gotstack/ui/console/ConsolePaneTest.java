package dev.gotstack.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.command.Completion;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.theme.Theme;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class ConsolePaneTest extends PaneTest<ConsolePane> {

    private static final Settings SETTINGS = Settings.inMemory();

    /// A window that remembers.
    private static final Shell SHELL = new Shell() {
        @Override
        public Settings settings() {
            return SETTINGS;
        }
    };

    @Override
    protected ConsolePane make(AnalysisModel model, Actions actions) {
        return new ConsolePane(model, new Actions(model, actions.theme(), SHELL, (analysis, omission, target) -> {}));
    }

    @BeforeEach
    void forget() {
        SETTINGS.put("console.history", "");
    }

    private void type(FxRobot robot, String line) {
        robot.clickOn("#console-input").write(line).type(KeyCode.ENTER);
    }

    private OutputView output(FxRobot robot) {
        return robot.lookup("#console-output").queryAs(OutputView.class);
    }

    private String text(FxRobot robot) {
        var text = output(robot).text();
        return get(() -> text.between(TextPosition.START, text.end()));
    }

    /// Where some text is drawn first.
    private static Bounds boundsOf(OutputView output, String wanted) {
        var match = Matches.of(wanted, output.text().snapshot()).all().getFirst();
        return output.boundsOf(match.line(), match.start(), match.end());
    }

    private static void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
    }

    private String input(FxRobot robot) {
        return robot.lookup("#console-input").queryAs(TextField.class).getText();
    }

    private int task() {
        return get(() -> model.contextProperty().get().task().orElse(0));
    }

    @Test
    void whatIsTypedIsRunAndShown(FxRobot robot) {
        type(robot, ".tss 0x50");
        assertEquals(SampleDump.DOUBLE_FAULT, task());
        var text = text(robot);
        var eip = String.format("eip=%08x", SampleDump.register(SampleDump.DOUBLE_FAULT, "eip"));
        assertTrue(text.contains("3: kd> .tss 0x50\n" + eip), text);
        assertEquals("", input(robot));
    }

    @Test
    void whatClicksDidIsEchoed(FxRobot robot) {
        assertTrue(text(robot).startsWith("3: kd> .tss 0x28\n"));
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        assertTrue(text(robot).contains("3: kd> .tss 0x50\n"));
    }

    @Test
    void linksRunFromTheKeyboard(FxRobot robot) {
        type(robot, "hello");
        run(() -> output(robot).moveTo(TextPosition.START, false));
        robot.clickOn("#console-input").type(KeyCode.TAB).type(KeyCode.ENTER);
        assertEquals(SampleDump.DOUBLE_FAULT, task());
        robot.type(KeyCode.ESCAPE).write("x");
        assertEquals("x", input(robot));
    }

    @Test
    void linksRunByAClick(FxRobot robot) {
        type(robot, "hello");
        var output = output(robot);
        var bounds = get(() -> output.localToScreen(boundsOf(output, "task 0x50")));
        robot.clickOn(bounds.getCenterX(), bounds.getCenterY());
        assertEquals(SampleDump.DOUBLE_FAULT, task());
    }

    @Test
    void upAndDownWalkThroughTheHistory(FxRobot robot) {
        type(robot, "one");
        type(robot, "two");
        robot.write("draft").type(KeyCode.UP).type(KeyCode.UP);
        assertEquals("one", input(robot));
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertEquals("draft", input(robot));
    }

    @Test
    void historyIsKeptFromOneRunToTheNext(FxRobot robot) throws Exception {
        type(robot, "dd esp");
        type(robot, "!thread");
        openAgain();
        robot.clickOn("#console-input").type(KeyCode.UP).type(KeyCode.UP);
        assertEquals("dd esp", input(robot));
    }

    private void openAgain() throws Exception {
        FxToolkit.setupStage(stage -> {
            pane = make(model, new Actions(model, new Theme()));
            stage.setScene(new Scene(pane, 900, 500));
            stage.show();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void controlRSearchesTheHistory(FxRobot robot) {
        type(robot, "dps esp L8");
        type(robot, "!thread");
        type(robot, "dps ebp");
        robot.write("dps").press(KeyCode.CONTROL).type(KeyCode.R).release(KeyCode.CONTROL);
        assertEquals(List.of("dps ebp", "dps esp L8"), suggested(robot));
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        assertEquals("dps esp L8", input(robot));
        assertEquals(4, get(() -> model.console().size()), "nothing was run yet");
    }

    private static List<String> suggested(FxRobot robot) {
        return robot.lookup("#suggestions").<ListView<Completion>>query().getItems().stream()
                .map(Completion::text)
                .toList();
    }

    private static boolean isOpen(FxRobot robot) {
        return robot.lookup("#suggestions").tryQuery().isPresent();
    }

    @Test
    void tabCompletesWhereSomethingFits(FxRobot robot) {
        robot.clickOn("#console-input").write(".ts").type(KeyCode.TAB);
        waitFor(() -> input(robot).equals(".tss "));
    }

    @Test
    void completionsAreChosenByKeyboard(FxRobot robot) {
        robot.clickOn("#console-input").write("u nt!_KiTr").type(KeyCode.TAB);
        waitFor(() -> isOpen(robot));
        assertEquals("u nt!_KiTrap0", input(robot), "what all have in common");
        assertEquals(List.of("nt!_KiTrap02", "nt!_KiTrap08", "nt!_KiTrap0E"), suggested(robot));
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN).type(KeyCode.UP).type(KeyCode.TAB);
        assertEquals("u nt!_KiTrap08", input(robot));
        assertFalse(isOpen(robot));
        assertTrue(get(() -> model.console().size() == 1), "nothing was run");
    }

    @Test
    void typingNarrowsTheCompletionsAndEscapeClosesThem(FxRobot robot) {
        robot.clickOn("#console-input").write("u nt!_KiTr").type(KeyCode.TAB);
        waitFor(() -> isOpen(robot));
        robot.write("8");
        waitFor(() -> isOpen(robot) && suggested(robot).equals(List.of("nt!_KiTrap08")));
        robot.type(KeyCode.ESCAPE);
        assertFalse(isOpen(robot));
        assertEquals("u nt!_KiTrap08", input(robot), "the line stays");
        robot.type(KeyCode.ESCAPE);
        assertEquals("", input(robot), "until Escape is pressed again");
    }

    @Test
    void helpSaysHowACommandIsWritten(FxRobot robot) {
        robot.clickOn("#console-input").write(".tss 0");
        var syntax = robot.lookup("#console-syntax").queryAs(Label.class);
        assertTrue(get(syntax::getText).startsWith(".tss"), syntax.getText());
        robot.write("; dd esp");
        assertTrue(get(syntax::getText).startsWith("dd"), syntax.getText());
    }

    @Test
    void controlFFindsInTheOutput(FxRobot robot) {
        type(robot, "hello");
        type(robot, "hello again");
        press(robot, KeyCode.F);
        robot.write("HELLO");
        var count = robot.lookup("#console-find-count").queryAs(Label.class);
        waitFor(() -> count.getText().endsWith("of 4"));
        robot.type(KeyCode.ENTER);
        assertEquals("hello", get(() -> output(robot).selectedText()));
        var first = count.getText();
        robot.press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT).type(KeyCode.ENTER);
        assertEquals(first, count.getText(), "there and back");
        robot.clickOn("#console-find-next").clickOn("#console-find-next").clickOn("#console-find-next");
        robot.clickOn("#console-find-next");
        assertEquals(first, count.getText(), "once around");
        robot.clickOn("#console-find-text").write("x");
        waitFor(() -> count.getText().equals("Not found"));
        robot.type(KeyCode.ESCAPE);
        assertFalse(robot.lookup("#console-find").query().isVisible());
    }

    @Test
    void copyingGivesPlainText(FxRobot robot) {
        type(robot, "hello");
        robot.clickOn("#console-output");
        press(robot, KeyCode.A);
        press(robot, KeyCode.C);
        var said = model.console().stream().map(ConsoleEntry::text).collect(Collectors.joining());
        assertEquals(said, get(() -> Clipboard.getSystemClipboard().getString()) + "\n");
    }

    @Test
    void controlShowsWhatALinkRuns(FxRobot robot) {
        type(robot, "hello");
        var link = get(() -> ConsoleProbe.show(output(robot), "task 0x28"));
        robot.moveTo(link.getCenterX(), link.getCenterY());
        var help = robot.lookup("#console-syntax").queryAs(Label.class);
        waitFor(() -> help.getText().equals(".tss 0x28"));
        robot.press(KeyCode.CONTROL);
        waitFor(() -> Window.getWindows().stream()
                .anyMatch(window -> window instanceof Tooltip tip
                        && tip.isShowing()
                        && tip.getText().equals(".tss 0x28")));
        robot.release(KeyCode.CONTROL);
        waitFor(() -> Window.getWindows().stream().noneMatch(window -> window instanceof Tooltip));
    }

    @Test
    void theMenuOfALinkCopiesItsCommand(FxRobot robot) {
        type(robot, "hello");
        var link = get(() -> ConsoleProbe.show(output(robot), "task 0x50"));
        robot.clickOn(link.getCenterX(), link.getCenterY(), MouseButton.SECONDARY);
        robot.clickOn("Copy command");
        assertEquals(".tss 0x50", get(() -> Clipboard.getSystemClipboard().getString()));
        robot.clickOn(link.getCenterX(), link.getCenterY(), MouseButton.SECONDARY);
        robot.clickOn("Edit in the input line");
        assertEquals(".tss 0x50", input(robot));
        assertEquals(SampleDump.INTERRUPTED, task(), "not run yet");
        robot.clickOn(link.getCenterX(), link.getCenterY(), MouseButton.SECONDARY);
        robot.clickOn("Run .tss 0x50");
        assertEquals(SampleDump.DOUBLE_FAULT, task());
    }

    @Test
    void typingOnTheOutputGoesToTheInput(FxRobot robot) {
        robot.clickOn("#console-output").write("dd esp");
        assertEquals("dd esp", input(robot));
        assertTrue(robot.lookup("#console-input").query().isFocused());
    }

    @Test
    void textIsSelectedWithMouseAndKeys(FxRobot robot) {
        type(robot, "hello");
        var word = get(() -> ConsoleProbe.show(output(robot), "????"));
        robot.doubleClickOn(word.getMinX() - 30, word.getCenterY());
        assertEquals("b8ae5ff0", get(() -> output(robot).selectedText()));
        robot.type(KeyCode.HOME)
                .press(KeyCode.SHIFT)
                .type(KeyCode.DOWN, KeyCode.END)
                .release(KeyCode.SHIFT);
        assertEquals("b8ae5ff0  ????????", get(() -> output(robot).selectedText()));
        robot.press(KeyCode.SHIFT).type(KeyCode.UP).type(KeyCode.HOME).release(KeyCode.SHIFT);
        assertEquals(
                "Switch to task 0x50 or task 0x28\n", get(() -> output(robot).selectedText()));
    }

    @Test
    void aScreenReaderHearsTheLineAndItsLink(FxRobot robot) {
        type(robot, "hello");
        robot.type(KeyCode.TAB);
        assertEquals(
                "Command output: Switch to task 0x50 or task 0x28. Link task 0x50, runs .tss 0x50",
                get(() -> output(robot).getAccessibleText()));
        run(() -> model.execute("error"));
        assertTrue(get(() -> output(robot).getAccessibleText()).contains("Couldn't resolve"));
    }

    private static void press(FxRobot robot, KeyCode key) {
        robot.press(KeyCode.CONTROL).type(key).release(KeyCode.CONTROL);
    }

    @Test
    void controlLClearsTheViewOnly(FxRobot robot) {
        type(robot, "hello");
        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
        assertEquals("", text(robot));
        assertFalse(get(() -> model.console().isEmpty()));
        type(robot, "again");
        assertTrue(text(robot).startsWith("3: kd> again\n"), text(robot));
    }
}
