package dev.gotstack.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import dev.gotstack.ui.control.SmallInterpreter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/// The command window while a command takes long, or prints much.
class BusyConsoleTest extends PaneTest<ConsolePane> {
    private static final int MANY = 100_000;
    private static final long LONGEST_BLOCK = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int TRIES = 4;

    BusyConsoleTest() {
        model = SampleDump.model(
                new Slow(), task -> Thread.ofPlatform().daemon().start(task));
    }

    @Override
    protected ConsolePane make(AnalysisModel model, Actions actions) {
        return new ConsolePane(model, actions);
    }

    /// `wait` waits until it is interrupted; `many` prints many lines.
    private static final class Slow implements Interpreter {
        private final Interpreter others = new SmallInterpreter();

        @Override
        public Result run(String line, Context context) {
            return switch (line) {
                case "wait" -> new Result(waiting(), context);
                case "many" -> new Result(many(), context);
                default -> others.run(line, context);
            };
        }

        private static Output waiting() {
            var out = Output.builder().line("so far");
            try {
                TimeUnit.MINUTES.sleep(1);
            } catch (InterruptedException e) {
                out.error("Interrupted");
            }
            return out.build();
        }

        private static Output many() {
            var out = Output.builder();
            for (int i = 0; i < MANY; i++) {
                var address = String.format("%08x", 0x80000000L + 16L * i);
                out.link(address, Output.Style.ADDRESS, "dd 0x" + address)
                        .text("  8088c718 b8ae6058 00000000 ")
                        .styled("nt!CcMapData+0x65", Output.Style.SYMBOL)
                        .styled(" ????????", Output.Style.MISSING)
                        .end();
            }
            return out.build();
        }
    }

    private static void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000, condition));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
    }

    private boolean isIdle() {
        return !model.commands().busyProperty().get();
    }

    private static String text(FxRobot robot) {
        return WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> ConsoleProbe.text(robot.lookup("#console-output").query()));
    }

    @Test
    void escapeStopsWhatRuns(FxRobot robot) {
        waitFor(this::isIdle);
        robot.clickOn("#console-input").write("wait").type(KeyCode.ENTER);
        var prompt = robot.lookup("#console-prompt").queryAs(Label.class);
        waitFor(() -> prompt.getText().equals("*BUSY*"));
        assertTrue(robot.lookup("#command-stop").query().isVisible());
        robot.write("hello").type(KeyCode.ENTER);
        var running = robot.lookup("#console-running").queryAs(Label.class);
        assertEquals("wait  (+1 waiting)", get(running::getText));
        robot.type(KeyCode.ESCAPE);
        waitFor(this::isIdle);

        assertTrue(text(robot).endsWith("3: kd> wait\nso far\nInterrupted"), text(robot));
        assertEquals("3: kd>", get(prompt::getText));
        assertFalse(get(() -> robot.lookup("#command-stop").query().getParent().isVisible()));
    }

    @Test
    void theButtonStopsToo(FxRobot robot) {
        waitFor(this::isIdle);
        robot.clickOn("#console-input").write("wait").type(KeyCode.ENTER);
        waitFor(() -> robot.lookup("#command-stop").query().getParent().isVisible());
        robot.clickOn("#command-stop");
        waitFor(this::isIdle);
        assertTrue(text(robot).endsWith("Interrupted"), text(robot));
    }

    @Test
    void manyLinesNeverHoldUpTheWindow(FxRobot robot) throws InterruptedException {
        waitFor(this::isIdle);
        long longest = Long.MAX_VALUE;
        // The first time, everything is still interpreted.
        for (int i = 0; i < TRIES && longest > LONGEST_BLOCK; i++) {
            run(() -> model.execute("many"));
            longest = Math.min(longest, longestBlock());
        }
        assertTrue(longest <= LONGEST_BLOCK, "the window stood still for " + longest / 1_000_000 + " ms");
        assertTrue(text(robot).endsWith("????????"));
        robot.clickOn("#console-input").type(KeyCode.TAB);
        assertEquals(
                "80000000",
                get(() -> ConsoleProbe.selected(robot.lookup("#console-output").query())));
    }

    /// The longest time that the window's thread worked without coming to something new, until the command is done and
    /// shown. It is the thread's own time: what else the machine does is not the window's fault.
    private long longestBlock() throws InterruptedException {
        long longest = 0;
        long before = worked();
        int quiet = 0;
        while (quiet < 20) {
            boolean idle = WaitForAsyncUtils.waitForAsyncFx(60_000, this::isIdle);
            long now = worked();
            longest = Math.max(longest, now - before);
            before = now;
            quiet = idle ? quiet + 1 : 0;
            Platform.requestNextPulse();
            Thread.sleep(5);
        }
        return longest;
    }

    private static long worked() {
        return WaitForAsyncUtils.waitForAsyncFx(
                60_000, () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
