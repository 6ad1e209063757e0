package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.model.Mark;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.session.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people expect of any desktop program: notes that can be undone and come back, zoom, finding, panes of their
// own.
class HabitsTest extends WindowTest {
    private static final long SLOT = 0xb8ae6048L;

    @TempDir
    Path folder = Path.of("");

    private void openKept() {
        interact(() -> window.keepSessions(dump -> new SessionStore(folder)));
        open(Samples.ARTICLE);
        settle();
    }

    /// Sessions are read and taken up in the background.
    private void settle() {
        sleep(500);
        waitFor(this::isQuiet);
    }

    private Mark markAt(long address) {
        return model.notebook().notes().at(address);
    }

    @Test
    void notesAndBookmarksCanBeUndone() {
        open(Samples.ARTICLE);
        interact(() -> model.showMemory(SLOT, 4));
        push(KeyCode.CONTROL, KeyCode.B);
        assertTrue(markAt(SLOT).bookmarked());
        push(KeyCode.CONTROL, KeyCode.M);
        assertTrue(find("#note-text").isFocused(), "one can write at once");
        write("saved ebp").push(KeyCode.ENTER);
        assertEquals(new Mark(true, "saved ebp"), markAt(SLOT));

        push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(new Mark(true, ""), markAt(SLOT));
        push(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(Mark.NONE, markAt(SLOT));
        push(KeyCode.CONTROL, KeyCode.Y);
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertEquals(new Mark(true, "saved ebp"), markAt(SLOT));
    }

    @Test
    void bookmarksAreListedAndLedTo() {
        open(Samples.ARTICLE);
        interact(() -> {
            model.notebook().toggleBookmark(SLOT, "a");
            model.notebook().write(0xb8ae7000L, "a note", "b");
        });
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        assertEquals(2, list("#notes-list").getItems().size());
        push(KeyCode.DOWN).push(KeyCode.ENTER);
        assertEquals(0xb8ae7000L, selection());

        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        write("bookmark b8ae6048").push(KeyCode.ENTER);
        assertEquals(SLOT, selection());

        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        push(KeyCode.DELETE);
        assertEquals(Mark.NONE, markAt(SLOT));
        push(KeyCode.CONTROL, KeyCode.Z);
        assertTrue(markAt(SLOT).bookmarked(), "and brought back from inside the list");
    }

    private long selection() {
        return Objects.requireNonNull(model.selectionProperty().get()).address();
    }

    @Test
    void aFramesNoteStandsInItsRow() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(2));
        push(KeyCode.CONTROL, KeyCode.M);
        write("the cache manager").push(KeyCode.ENTER);
        assertTrue(lookup(".row-note").queryAll().stream()
                .anyMatch(node -> node instanceof Label label && label.getText().equals("the cache manager")));
    }

    @Test
    void theWorkIsTakenUpWhereItWasLeft() {
        openKept();
        interact(() -> {
            model.execute(".tss 0x50");
            model.execute("kr -wrong b8ae6100");
        });
        waitFor(this::isQuiet);
        interact(() -> {
            model.notebook().write(SLOT, "here", "a");
            model.showMemory(0xb8ae7000L, 4);
        });
        interact(model::close);
        assertEquals(Mark.NONE, markAt(SLOT), "closed is closed");
        sleep(800);

        open(Samples.ARTICLE);
        settle();
        waitFor(() -> selection() == 0xb8ae7000L);
        assertEquals("here", markAt(SLOT).note());
        assertEquals(
                ".tss 0x50",
                Objects.requireNonNull(model.contextProperty().get()).setBy());
        assertEquals(Set.of(0xb8ae6100L), analysis().corrections().rejected());
        assertFalse(model.notebook().canUndoProperty().get(), "what was saved cannot be undone");
    }

    @Test
    void aSecondWindowsNotesArriveHere() throws IOException {
        openKept();
        interact(() -> model.notebook().write(SLOT, "mine", "a"));
        sleep(1200);
        // Another program adds to the file what it wrote down.
        try (var files = Files.list(folder)) {
            var file = files.filter(name -> name.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            var text = Files.readString(file);
            Files.writeString(
                    file,
                    text.replaceFirst(
                            "\"marks\" : \\[", "\"marks\" : [ {\"address\":\"0xb8ae6050\",\"note\":\"theirs\"},"));
        }
        interact(() -> model.notebook().write(SLOT, "mine, changed", "a"));
        waitFor(() -> markAt(0xb8ae6050L).note().equals("theirs"));
        assertEquals("mine, changed", markAt(SLOT).note());
    }

    @Test
    void aFolderThatCannotBeWrittenIsABannerAndNothingElse() throws IOException {
        var blocked = Files.writeString(folder.resolve("file"), "in the way");
        interact(() -> window.keepSessions(dump -> new SessionStore(blocked)));
        open(Samples.ARTICLE);
        settle();
        interact(() -> model.notebook().write(SLOT, "stays", "a"));
        waitFor(() -> find("#banner").isVisible());
        assertTrue(texts("#banner").contains("cannot be saved"), texts("#banner"));
        assertEquals("stays", markAt(SLOT).note());
    }

    @Test
    void aWindowWithNotesThatCannotBeSavedStaysOpenOnce() throws IOException {
        var blocked = Files.writeString(folder.resolve("file"), "in the way");
        interact(() -> window.keepSessions(dump -> new SessionStore(blocked)));
        open(Samples.ARTICLE);
        settle();
        interact(() -> model.notebook().write(SLOT, "stays", "a"));
        waitFor(() -> texts("#banner").contains("cannot be saved"));
        var stage = window.scene().getWindow();
        var first = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        var second = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        var handler = Objects.requireNonNull(stage.getOnCloseRequest());
        interact(() -> handler.handle(first));
        assertTrue(first.isConsumed());
        assertTrue(texts("#banner").contains("would be lost"), texts("#banner"));
        // The folder is back: the next change saves all, and says so.
        Files.delete(blocked);
        interact(() -> model.notebook().write(SLOT, "stays, too", "a"));
        waitFor(() -> texts("#banner").contains("saved again"));
        try (var files = Files.list(blocked)) {
            assertTrue(files.anyMatch(file -> file.toString().endsWith(".json")));
        }
        interact(() -> handler.handle(second));
        assertFalse(second.isConsumed());
    }

    @Test
    void notesOfADumpThatWasClosedWhileNothingCouldBeSavedAreSavedLater() throws IOException {
        var blocked = Files.writeString(folder.resolve("file"), "in the way");
        interact(() -> window.keepSessions(dump -> new SessionStore(blocked)));
        open(Samples.ARTICLE);
        settle();
        interact(() -> model.notebook().write(SLOT, "of the first", "a"));
        interact(model::close);
        waitFor(() -> texts("#banner").contains("cannot be saved"));
        Files.delete(blocked);
        var stage = window.scene().getWindow();
        var request = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
        var handler = Objects.requireNonNull(stage.getOnCloseRequest());
        interact(() -> handler.handle(request));
        assertFalse(request.isConsumed());
        try (var files = Files.list(blocked)) {
            var saved = files.filter(file -> file.toString().endsWith(".json")).findFirst();
            assertTrue(Files.readString(saved.orElseThrow()).contains("of the first"));
        }
    }

    @Test
    void aDamagedSessionIsABannerThatSaysWhereItIsKept() throws IOException {
        openKept();
        interact(() -> model.notebook().write(SLOT, "a", "a"));
        interact(model::close);
        sleep(800);
        try (var files = Files.list(folder)) {
            Files.writeString(
                    files.filter(name -> name.toString().endsWith(".json"))
                            .findFirst()
                            .orElseThrow(),
                    "{ broken");
        }
        open(Samples.ARTICLE);
        waitFor(() -> find("#banner").isVisible());
        assertTrue(texts("#banner").contains("set-aside"), texts("#banner"));
        assertNotNull(model.analysisProperty().get());
    }

    @Test
    void everythingIsDrawnLargerAndSmaller() {
        open(Samples.ARTICLE);
        var ruler = find("#ruler");
        double before = ruler.localToScene(ruler.getBoundsInLocal()).getWidth()
                / ruler.getBoundsInLocal().getWidth();
        assertEquals(1, before, 0.001);
        push(KeyCode.CONTROL, KeyCode.PLUS);
        push(KeyCode.CONTROL, KeyCode.EQUALS);
        assertEquals(1.25, theme.zoom(), 0.001);
        assertEquals(1.25, ruler.getLocalToSceneTransform().getMxx(), 0.001);
        // The canvas has the pixels for it.
        var canvas = (javafx.scene.canvas.Canvas) ruler.lookup("Canvas");
        assertEquals(ruler.getLayoutBounds().getWidth() * 1.25, canvas.getWidth(), 0.5);
        push(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertEquals(1, theme.zoom());
        for (int i = 0; i < 9; i++) {
            push(KeyCode.CONTROL, KeyCode.MINUS);
        }
        assertEquals(0.75, theme.zoom(), 0.001);
    }

    @Test
    void whatGetsTheKeyboardIsSeenHoweverLarge() {
        open(Samples.ARTICLE);
        interact(() -> theme.zoomTo(2));
        interact(() -> window.scene().getWindow().setWidth(1024));
        waitFor(() -> window.scene().getWidth() <= 1024);
        push(KeyCode.ALT, KeyCode.DIGIT3);
        var bounds = find("#ruler").localToScene(find("#ruler").getLayoutBounds());
        assertTrue(bounds.getMinX() >= 0 && bounds.getMaxX() <= 1025, bounds.toString());
    }

    @Test
    void everyPaneCanBeSearched() {
        open(Samples.ARTICLE);
        find(PaneKind.STACK, "IopSynchronous");
        assertTrue(text("#find-count").startsWith("1 of 1"), text("#find-count"));
        assertTrue(Objects.requireNonNull(model.selectionProperty().get()).frame() > 0);
        push(KeyCode.ESCAPE);
        assertTrue(find("#reconstructed").isFocused(), "the keyboard is back in the pane");

        find(PaneKind.MODULES, "fabrikam");
        assertTrue(text("#find-count").startsWith("1 of 1"), text("#find-count"));
        push(KeyCode.ESCAPE);
        find(PaneKind.REGISTERS, "0x28");
        assertFalse(text("#find-count").equals("Not found"));
        push(KeyCode.ESCAPE);
        find(PaneKind.DISASSEMBLY, "mov");
        assertTrue(text("#find-count").startsWith("1 of"), text("#find-count"));
        push(KeyCode.ESCAPE);
        find(PaneKind.STORY, "Backlink");
        assertTrue(text("#find-count").startsWith("1 of"), text("#find-count"));
        push(KeyCode.ESCAPE);
        find(PaneKind.MEMORY, "808813d8");
        waitFor(() -> text("#find-count").startsWith("1 of"));
        // The value lies there, as a debugger would read it.
        long at = selection();
        assertEquals(0x808813d8L, analysis().kernel().space().value(at, 4).orElseThrow());
        push(KeyCode.ESCAPE);
        // What is far away is found too: the images' own first bytes, over all of the kernel's memory.
        find(PaneKind.MEMORY, "MZ");
        waitFor(() ->
                text("#find-count").matches("1 of \\d+") && !find("#find-stop").isVisible());
        push(KeyCode.SHIFT, KeyCode.ENTER);
        var bytes = analysis().kernel().space().bytes(selection(), 2, "found");
        assertEquals("MZ", new String(bytes, StandardCharsets.US_ASCII));
        push(KeyCode.ESCAPE);
        find(PaneKind.STACK, "no such thing");
        assertEquals("Not found", text("#find-count"));
    }

    private void find(PaneKind pane, String text) {
        interact(window.actions().show(pane)::run);
        push(KeyCode.CONTROL, KeyCode.F);
        assertTrue(find("#find-text").isFocused(), pane + " can be searched");
        interact(() -> this.<TextField>find("#find-text").setText(text));
    }

    @Test
    void aPaneGetsAWindowOfItsOwnAndComesBack() {
        open(Samples.ARTICLE);
        push(KeyCode.ALT, KeyCode.DIGIT8);
        int before = stages();
        push(KeyCode.F11);
        assertEquals(before + 1, stages());
        assertTrue(lookup("#float-back").tryQuery().isPresent());
        push(KeyCode.ALT, KeyCode.DIGIT8);
        interact(() -> window.actions().action("view.float").run());
        waitFor(() -> stages() == before);
        assertTrue(lookup("#float-back").tryQuery().isEmpty());
        assertEquals(find("#modules").getScene(), window.scene());
    }

    /// Those that are no tabs, too.
    @Test
    void anyPaneButTheStoryGetsAWindow() {
        open(Samples.ARTICLE);
        int before = stages();
        for (var pane : List.of(PaneKind.STACK, PaneKind.USAGE, PaneKind.DISASSEMBLY, PaneKind.COMMAND)) {
            interact(window.actions().show(pane)::run);
            interact(window.actions().action("view.float")::run);
            assertEquals(before + 1, stages(), pane.title());
            assertTrue(lookup("#float-back").tryQuery().isPresent(), "its place says where it is");
            interact(this.<Button>find("#float-back")::fire);
            assertEquals(before, stages(), pane.title());
        }
        assertEquals(find("#ruler").getScene(), window.scene());
    }

    @Test
    void resettingTheLayoutBringsPanesBack() {
        open(Samples.ARTICLE);
        int before = stages();
        push(KeyCode.ALT, KeyCode.DIGIT9);
        push(KeyCode.F11);
        assertEquals(before + 1, stages());
        interact(window.actions().action("view.reset")::run);
        assertEquals(before, stages());
    }

    private static int stages() {
        return (int)
                Window.getWindows().stream().filter(Stage.class::isInstance).count();
    }

    @Test
    void preferencesHoldAtOnce() {
        push(KeyCode.CONTROL, KeyCode.COMMA);
        assertTrue(find("#preference-theme").isFocused());
        interact(() -> {
            this.<javafx.scene.control.ComboBox<String>>find("#preference-theme")
                    .getSelectionModel()
                    .select("Dark");
            this.<javafx.scene.control.ComboBox<String>>find("#preference-zoom")
                    .getSelectionModel()
                    .select("150 %");
            this.<javafx.scene.control.TextArea>find("#preference-symbols").setText("/pdbs\n/more");
        });
        assertTrue(theme.palette().dark());
        assertEquals(1.5, theme.zoom());
        assertEquals("/pdbs\n/more", settings.get("symbols.path", ""));
        push(KeyCode.ESCAPE);
        assertTrue(lookup("#preferences").tryQuery().isEmpty());
    }

    @Test
    void recentDumpsAreOnTheFirstPage() throws IOException {
        var gone = Files.writeString(folder.resolve("gone.dmp"), "x");
        new RecentFiles(settings).add(gone);
        Files.delete(gone);
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.W);
        var shown = texts("#welcome-recent");
        assertTrue(shown.contains("not there any more"), shown);
        var link = lookup("#welcome-recent .hyperlink").queryAll().stream()
                .map(javafx.scene.control.Hyperlink.class::cast)
                .filter(found -> found.getText().equals("article-x86.dmp"))
                .findFirst()
                .orElseThrow();
        interact(link::fire);
        waitFor(() -> model.analysisProperty().get() != null);
    }

    @Test
    void theTourTellsTheStoryInSixSteps() {
        push(KeyCode.SHIFT, KeyCode.F1);
        waitFor(() -> find("#guide").isVisible());
        waitFor(this::isQuiet);
        assertTrue(text("#guide-title").startsWith("1 of 6"), text("#guide-title"));
        push(KeyCode.ENTER);
        // The segment of the double-fault task begins with the selector of the interrupted one.
        assertEquals(0x28, analysis().kernel().space().value(selection(), 2).orElseThrow());
        push(KeyCode.ENTER);
        assertEquals(
                ".tss 0x28",
                Objects.requireNonNull(model.contextProperty().get()).setBy());
        push(KeyCode.RIGHT);
        assertTrue(analysis().kernel().space().hole(selection()).isPresent(), "memory at esp is not there");
        push(KeyCode.LEFT);
        assertTrue(text("#guide-title").startsWith("3 of 6"), text("#guide-title"));
        push(KeyCode.ENTER).push(KeyCode.ENTER).push(KeyCode.ENTER);
        assertTrue(text("#guide-title").startsWith("6 of 6"), text("#guide-title"));
        assertTrue(text("#tour-text").contains("16 times"), text("#tour-text"));
        push(KeyCode.ENTER);
        assertFalse(find("#guide").isVisible());
    }

    @Test
    void f1TellsWhatAValueIsAndWhereItComesFrom() {
        open(Samples.ARTICLE);
        interact(() -> find("#register-cr2").requestFocus());
        push(KeyCode.F1);
        assertEquals("cr2", text("#guide-title"));
        assertTrue(text("#guide-text").contains("page fault"), text("#guide-text"));
        // The one step reads the value's bytes; memory shows them.
        assertEquals(
                0xb8ae5fe0L, analysis().kernel().space().value(selection(), 4).orElseThrow());
        push(KeyCode.ESCAPE);
        assertFalse(find("#guide").isVisible());
        assertTrue(find("#register-cr2").isFocused());

        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        var titles = this.<ListView<Object>>find("#guide-proofs").getItems().toString();
        for (var wanted :
                new String[] {"Backlink", "Processor control region", "Kernel stack", "page-fault", "resumes"}) {
            assertTrue(titles.contains(wanted), wanted);
        }
        push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ENTER);
        assertTrue(text("#guide-title").startsWith("Backlink"), text("#guide-title"));
        long first = selection();
        push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.DOWN);
        assertFalse(first == selection(), "each step moves the memory view");
        assertEquals(0x28, analysis().kernel().space().value(selection(), 2).orElseThrow());
        push(KeyCode.ESCAPE);
    }

    /// What F1 tells, and how, is told to the mouse in short.
    @Test
    void stepsAndLimitsExplainThemselves() {
        open(Samples.ARTICLE);
        moveTo("#step-3");
        waitFor(() -> tips().contains("F1: the "));
        interact(() -> find("#ruler").requestFocus());
        push(KeyCode.F1);
        assertTrue(text("#guide-title").startsWith("Kernel stack"), text("#guide-title"));
        assertFalse(this.<ListView<Object>>find("#guide-steps").getItems().isEmpty());
        push(KeyCode.ESCAPE);
    }

    private static String tips() {
        return Window.getWindows().stream()
                .filter(Tooltip.class::isInstance)
                .map(tip -> ((Tooltip) tip).getText())
                .collect(Collectors.joining());
    }

    @Test
    void f1WhereThereIsNothingToTellShowsTheKeys() {
        assertNull(model.analysisProperty().get());
        push(KeyCode.F1);
        assertTrue(find("#keys").isVisible());
    }
}
