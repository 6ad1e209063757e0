package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.console.ConsoleProbe;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// Everything that can be done, done by keys alone, and what is seen afterwards. A new action must be added to the
/// table. The actions are done one after the other in one window, as a user does.
class KeysOnlyTest extends WindowTest {
    private static final Map<String, KeyCode> NAMED = Map.of(
            "Ctrl", KeyCode.CONTROL,
            "Shift", KeyCode.SHIFT,
            "Alt", KeyCode.ALT,
            "+", KeyCode.PLUS,
            "-", KeyCode.MINUS,
            ",", KeyCode.COMMA,
            "Del", KeyCode.DELETE);

    private static final Map<PaneKind, String> PARTS = Map.of(
            PaneKind.COMMAND, "#console-input",
            PaneKind.STORY, "#task-strip",
            PaneKind.USAGE, "#ruler",
            PaneKind.REGISTERS, ".registers-pane",
            PaneKind.MEMORY, ".memory-pane",
            PaneKind.STACK, "#reconstructed",
            PaneKind.DISASSEMBLY, ".disassembly-pane",
            PaneKind.MODULES, "#modules",
            PaneKind.THREADS, "#threads",
            PaneKind.FRAME, "#frame");

    @TempDir
    Path folder = Path.of("");

    private boolean failed;
    private final AtomicInteger presses = new AtomicInteger();
    private final Map<String, Deed> table = new LinkedHashMap<>();

    KeysOnlyTest() {
        model = new AnalysisModel(Analyzer::open, AnalysisOptions.defaults(), new Slow(), Platform::runLater);
        files();
        looks();
        panes();
        help();
        places();
        notes();
        frames();
        commands();
        goodbye();
    }

    /// @param before what makes it possible, by keys too
    /// @param keys as the user reads them, `Ctrl+O`; empty if it has none and is chosen among all actions
    /// @param seen what must be so afterwards
    private record Deed(Runnable before, String keys, Callable<Boolean> seen) {}

    /// The real commands, and `wait`, which takes a minute unless it is stopped.
    private static final class Slow implements Interpreter {
        private final Interpreter others = GotstackApp.interpreter();

        @Override
        public Result run(String line, Context context) {
            return line.equals("wait") ? new Result(waiting(), context) : others.run(line, context);
        }

        private static Output waiting() {
            var out = Output.builder();
            try {
                TimeUnit.MINUTES.sleep(1);
            } catch (InterruptedException e) {
                out.error("was stopped");
            }
            return out.build();
        }
    }

    private void row(String action, String keys, Callable<Boolean> seen) {
        row(action, () -> {}, keys, seen);
    }

    private void row(String action, Runnable before, String keys, Callable<Boolean> seen) {
        table.put(action, new Deed(before, keys, seen));
    }

    private void files() {
        row(
                "file.open",
                choosing(() -> Samples.ARTICLE),
                "Ctrl+O",
                () -> model.analysisProperty().get() != null && quiet());
        row("file.export", choosing(() -> folder.resolve("chart.svg")), "Ctrl+E", () -> written("chart.svg", "</svg>"));
        row("file.report", "Ctrl+Shift+E", () -> shown("#report"));
        row(
                "file.copyStory",
                escape(),
                "",
                () -> clipboard().toLowerCase(Locale.ROOT).contains("double fault"));
        row(
                "file.symbols",
                choosing(() -> folder.resolve("ours.pdb")),
                "",
                () -> console().contains("ours.pdb") && quiet());
        row("file.cancel", this::work, "", () -> !model.work().runningProperty().get());
    }

    private void looks() {
        row("theme.dark", "", () -> theme.palette().dark());
        row("theme.light", "", () -> !theme.palette().dark());
        row("theme.toggle", "", () -> theme.palette().dark());
        row("theme.system", "", () -> theme.choiceProperty().get() == Theme.Choice.SYSTEM);
        row("view.larger", "Ctrl++", () -> theme.zoom() > 1);
        row("view.usual", "Ctrl+0", () -> theme.zoom() == 1);
        row("view.smaller", "Ctrl+-", () -> theme.zoom() < 1);
    }

    private void panes() {
        for (var pane : PaneKind.values()) {
            var id = "view." + pane.name().toLowerCase(Locale.ROOT);
            var before = pane == PaneKind.COMMAND
                    ? keys("Ctrl+0")
                    : pane == PaneKind.FRAME ? keys("Alt+6").andThen("Home").andThen("Down") : new Keys(List.of());
            row(id, before, "Alt+" + pane.digit(), () -> focusIn(pane));
        }
        row("go.pane", keys("Alt+6"), "F6", () -> focusIn(PaneKind.DISASSEMBLY));
        row("go.pane-before", "Shift+F6", () -> focusIn(PaneKind.STACK));
        row("view.what-if", "Alt+W", () -> shown("#what-if"));
        row("view.float", keys("Alt+8"), "F11", () -> stages() == 2 && shown("#float-back"));
        row("view.reset", "", () -> stages() == 1);
    }

    private void help() {
        row("help.keys", "Ctrl+F1", () -> shown("#keys"));
        row("help.palette", escape(), "Ctrl+Shift+P", () -> shown("#palette-list"));
        row("help.preferences", escape(), "Ctrl+,", () -> shown("#preferences"));
        row("help.explain", escape().andThen("Alt+4"), "F1", () -> shown("#guide-text"));
        row("help.proof", escape(), "Ctrl+Shift+D", () -> shown("#guide-proofs"));
        row("help.tour", escape(), "Shift+F1", () -> shown("#tour-text"));
    }

    private void places() {
        row("go.address", escape(), "Ctrl+G", () -> find("#address").isFocused());
        var there = new long[1];
        row(
                "go.back",
                () -> {
                    there[0] = address();
                    enter("b8ae7000");
                    assertEquals(0xb8ae7000L, address());
                },
                "Alt+Left",
                () -> address() == there[0]);
        row("go.forward", "Alt+Right", () -> address() == 0xb8ae7000L);
        row("go.find", keys("Alt+8"), "Ctrl+F", () -> find("#find-text").isFocused());
    }

    private void notes() {
        row(
                "note.bookmark",
                escape().andThen("Alt+5"),
                "Ctrl+B",
                () -> !model.notebook().notes().isEmpty());
        row("note.undo", "Ctrl+Z", () -> model.notebook().notes().isEmpty());
        row("note.redo", "Ctrl+Y", () -> !model.notebook().notes().isEmpty());
        row("note.write", "Ctrl+M", () -> find("#note-text").isFocused());
        row(
                "note.list",
                () -> enter("seen here"),
                "Ctrl+Shift+B",
                () -> list("#notes-list").getItems().size() == 1
                        && model.notebook().notes().marks().toString().contains("seen here"));
    }

    private void frames() {
        row(
                "frame.evidence",
                escape().andThen("Alt+6").andThen("Home").andThen("Down"),
                "Ctrl+I",
                () -> focusIn(PaneKind.FRAME));
        row("frame.pin", "Ctrl+P", () -> analysis().corrections().pinned().size() == 1);
        row("frame.forget", "Ctrl+U", () -> analysis().corrections().isEmpty());
        row("frame.wrong", "Ctrl+D", () -> analysis().corrections().rejected().size() == 1);
        row("frame.reset", "Ctrl+Shift+U", () -> analysis().corrections().isEmpty());
        row(
                "frame.walk",
                keys("Alt+6").andThen("Home").andThen("Down"),
                "Ctrl+K",
                () -> console().contains("kr = "));
    }

    private void commands() {
        row(
                "command.stop",
                () -> {
                    press("Alt+1");
                    type("wait");
                    press(KeyCode.ENTER).release(KeyCode.ENTER);
                    waitFor(() -> model.commands().busyProperty().get());
                },
                "Ctrl+Pause",
                () -> output().contains("was stopped"));
        row("command.clear", "Ctrl+L", () -> output().isBlank());
        row("command.log", choosing(() -> folder.resolve("kept.log")), "", () -> written("kept.log", ""));
        row("command.save", choosing(() -> folder.resolve("out.txt")), "", () -> written("out.txt", "was stopped"));
    }

    private void goodbye() {
        row("file.close", keys("Esc"), "Ctrl+W", () -> model.analysisProperty().get() == null && shown("#welcome"));
    }

    @Test
    void everyActionIsInTheTable() {
        var known = window.actions().all().stream().map(Action::id).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, new TreeSet<>(table.keySet()));
    }

    /// The keys of the table are those the program tells the user.
    @Test
    void theKeysAreThoseOfTheKeyReference() {
        for (var action : window.actions().all()) {
            var keys = Objects.requireNonNull(table.get(action.id())).keys();
            var shown = keys.isEmpty()
                    ? ""
                    : new KeyCodeCombination(codes(keys).getLast(), modifiers(keys)).getDisplayText();
            assertEquals(shown, action.keyText(), action.id());
        }
    }

    private static KeyCombination.Modifier[] modifiers(String keys) {
        return Stream.of(KeyCombination.SHIFT_DOWN, KeyCombination.CONTROL_DOWN, KeyCombination.ALT_DOWN)
                .filter(modifier -> codes(keys).contains(modifier.getKey()))
                .toArray(KeyCombination.Modifier[]::new);
    }

    @TestFactory
    Stream<DynamicTest> everyActionByKeys() {
        interact(() -> window.scene().addEventFilter(MouseEvent.MOUSE_PRESSED, event -> presses.incrementAndGet()));
        return table.entrySet().stream()
                .map(row -> dynamicTest(row.getKey(), () -> perform(row.getKey(), row.getValue())));
    }

    private void perform(String id, Deed deed) {
        // One goes on where the other ended.
        assumeFalse(failed, "an action before failed");
        failed = true;
        deed.before().run();
        assertTrue(window.actions().action(id).enabled().get(), "can be done");
        if (deed.keys().isEmpty()) {
            choose(id);
        } else {
            press(deed.keys());
        }
        try {
            WaitForAsyncUtils.waitFor(
                    60,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(60), deed.seen()));
        } catch (TimeoutException e) {
            throw new AssertionError(
                    id + " is not seen; the keyboard is on " + window.scene().getFocusOwner(), e);
        }
        assertEquals(0, presses.get(), "the mouse was not touched");
        failed = false;
    }

    /// Finds an action among all by its text, as a user does who does not know its key.
    private void choose(String id) {
        press("Ctrl+Shift+P");
        type(window.actions().action(id).text().replace("…", ""));
        press("Enter");
    }

    /// Text comes from the keyboard's driver as characters, whatever keys it took.
    private void type(String text) {
        write(text);
        assertTrue(
                window.scene().getFocusOwner() instanceof TextInputControl field
                        && field.getText().equals(text),
                text);
    }

    private void enter(String text) {
        type(text);
        press("Enter");
    }

    private void press(String keys) {
        push(codes(keys).toArray(KeyCode[]::new));
    }

    private static List<KeyCode> codes(String keys) {
        var codes = new ArrayList<KeyCode>();
        for (var key : keys.split("(?<!\\+)\\+", -1)) {
            codes.add(NAMED.getOrDefault(key, KeyCode.getKeyCode(key)));
        }
        return codes;
    }

    private Runnable choosing(Supplier<Path> file) {
        return () -> chosen = Optional.of(file.get());
    }

    /// Something that takes long.
    private void work() {
        interact(() -> model.work()
                .start(
                        "Waiting",
                        progress -> {
                            TimeUnit.MINUTES.sleep(1);
                            return 0;
                        },
                        done -> {},
                        failed -> {}));
    }

    private boolean quiet() {
        return !model.work().runningProperty().get()
                && !model.commands().busyProperty().get();
    }

    private boolean shown(String query) {
        return lookup(query).tryQuery().filter(KeyboardOnlyTest::isShown).isPresent();
    }

    /// Whether the keyboard is in a pane, found by the part of it that is known by name.
    private boolean focusIn(PaneKind pane) {
        var part = find(Objects.requireNonNull(PARTS.get(pane)));
        for (Node at = window.scene().getFocusOwner(); at != null; at = at.getParent()) {
            if (at.equals(part)) {
                return KeyboardOnlyTest.isShown(part);
            }
        }
        return false;
    }

    private boolean written(String name, String part) throws IOException {
        var file = folder.resolve(name);
        return Files.isRegularFile(file) && Files.readString(file).contains(part);
    }

    private static String clipboard() {
        return String.valueOf(Clipboard.getSystemClipboard().getString());
    }

    /// The lines that were typed or stand for what was done.
    private String console() {
        return model.console().stream().map(ConsoleEntry::line).collect(Collectors.joining("\n"));
    }

    private String output() {
        return ConsoleProbe.text(find("#console-output"));
    }

    private long address() {
        return Objects.requireNonNull(model.selectionProperty().get()).address();
    }

    private static long stages() {
        return Window.getWindows().stream().filter(Stage.class::isInstance).count();
    }

    private Keys keys(String keys) {
        return new Keys(List.of(keys));
    }

    private Keys escape() {
        return keys("Esc");
    }

    /// Keys to press one after the other.
    private final class Keys implements Runnable {
        private final List<String> all;

        Keys(List<String> all) {
            this.all = all;
        }

        Keys andThen(String keys) {
            return new Keys(Stream.concat(all.stream(), Stream.of(keys)).toList());
        }

        @Override
        public void run() {
            all.forEach(KeysOnlyTest.this::press);
        }
    }
}
