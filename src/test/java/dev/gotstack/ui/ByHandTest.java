package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.report.Charts;
import dev.gotstack.report.StoryText;
import dev.gotstack.stack.CallTree;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frames corrected by hand, walks from anywhere, and all that is known about one frame: by mouse and by keyboard.
class ByHandTest extends WindowTest {
    private static final long SLOT = 0xb8ae6130L;

    @BeforeEach
    void openArticle() {
        open(Samples.ARTICLE);
    }

    @Test
    void aReturnIsMarkedWrongAndForgottenByTheContextMenu() {
        var before = analysis();
        clickOn(row("nt!CcCopyRead"));
        interact(() -> openMenu(list("#reconstructed")));
        clickOn("#slot-reject");
        waitFor(() -> analysis() != before);

        assertEquals("kr -wrong b8ae6130", lastCommand());
        assertTrue(analysis().corrections().rejected().contains(SLOT));
        assertEquals(138, analysis().reconstructedStack().frames().size());
        assertSame(before.kernel(), analysis().kernel(), "the dump stays open");
        assertTrue(find("#corrections").isVisible());
        assertTrue(texts("#corrections").contains("1 return slot ruled out by hand"), texts("#corrections"));
        assertTrue(texts(".summary").contains("corrected by hand"), texts(".summary"));

        clickOn("#corrections-reset");
        waitFor(() -> analysis().corrections().isEmpty());
        assertEquals(139, analysis().reconstructedStack().frames().size());
        assertFalse(find("#corrections").isVisible());
    }

    @Test
    void aPinnedFrameIsMarkedAndSaidInEveryExport() {
        clickOn(row("nt!CcCopyRead"));
        press(KeyCode.CONTROL).type(KeyCode.P).release(KeyCode.CONTROL);
        waitFor(() -> !analysis().corrections().isEmpty());

        assertTrue(texts("#reconstructed").contains("set by hand"), texts("#reconstructed"));
        assertEquals(2, Objects.requireNonNull(model.selectionProperty().get()).frame(), "it stays selected");
        var json = AnalysisJson.of(analysis()).path("reconstructedStack");
        assertEquals(
                "1 frame set by hand", json.path("corrections").path("summary").asText());
        assertEquals(
                "0xb8ae6130", json.path("corrections").path("pinned").path(0).asText());
        assertTrue(json.path("frames").path(2).path("evidence").path("byHand").asBoolean());
        assertTrue(StoryText.of(analysis()).contains("1 frame set by hand"));
        assertTrue(Charts.of(analysis()).orElseThrow().footer().contains("1 frame set by hand"));

        press(KeyCode.CONTROL).type(KeyCode.U).release(KeyCode.CONTROL);
        waitFor(() -> analysis().corrections().isEmpty());
        assertEquals("kr -forget b8ae6130", lastCommand());
    }

    @Test
    void aWalkStartsFromAnyFrame() {
        clickOn(row("nt!CcMapData"));
        press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        waitFor(() -> lastCommand().startsWith("kr ="));

        assertEquals("kr = b8ae60ec b8ae6058 808813d8", lastCommand());
        assertTrue(lastOutput().contains("b8ae8d38 8088b1a5 nt!NtReadFile+0x5a"), lastOutput());
        assertTrue(find("#console-output").isVisible());
    }

    @Test
    void aWalkStartsFromASlotInMemory() {
        interact(() -> model.showMemory(SLOT, 4));
        interact(() -> find(".hex-view").requestFocus());
        press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        waitFor(() -> lastCommand().startsWith("kr ="));

        assertEquals("kr = b8ae6168 b8ae614c f7613082", lastCommand());
        assertTrue(lastOutput().contains("fabfs!FabReadCached+0x32"), lastOutput());
    }

    @Test
    void aWalkStartsFromALineOfPointers() {
        interact(() -> model.execute("dps b8ae6130 L1"));
        interact(window.actions().action("view.command")::run);
        interact(() -> find("#console-output").requestFocus());
        press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        waitFor(() -> lastCommand().startsWith("kr ="));

        assertEquals("kr = b8ae6168 b8ae614c f7613082", lastCommand());
    }

    @Test
    void enterTellsAllAboutAFrame() {
        clickOn(row("fabfs!FabReadCached"));
        push(KeyCode.ENTER);

        var text = texts("#frame");
        assertTrue(text.contains("fabfs!FabReadCached+0x32"), text);
        assertTrue(text.contains("certain"), text);
        assertTrue(text.contains("the PDB's frame data gives the same slot"), text);
        assertTrue(text.contains("60 bytes"), text);
        assertTrue(text.contains("saved ebx, edi, esi"), text);

        clickOn("#frame-do-reject");
        waitFor(() -> !analysis().corrections().isEmpty());
        assertEquals("kr -wrong b8ae616c", lastCommand());
    }

    @Test
    void theFrameFollowsTheSelection() {
        interact(window.actions().action("view.frame")::run);
        assertTrue(texts("#frame").startsWith("Select a frame"), texts("#frame"));
        interact(() -> model.selectFrame(4));
        assertTrue(texts("#frame").contains("fabfs!FabReadRun+0x3d"), texts("#frame"));
        assertTrue(texts("#frame").contains("1,552"), texts("#frame"));
    }

    @Test
    void theStackIsSeenByFunction() {
        clickOn("#by-function");
        var tree = this.<CallTree.Node>list("#call-tree");
        assertEquals("nt!_KiSystemService", tree.getItems().getFirst().function());
        int all = tree.getItems().size();

        clickOn(from(lookup("#call-tree")).lookup("nt!NtReadFile").<Node>query());
        assertEquals(
                137, Objects.requireNonNull(model.selectionProperty().get()).frame());
        push(KeyCode.LEFT);
        assertEquals(2, tree.getItems().size(), "its callees are folded");
        push(KeyCode.RIGHT);
        assertEquals(all, tree.getItems().size());

        clickOn("#by-function");
        assertTrue(list("#reconstructed").getScene() != null, "the frames are back");
    }

    @Test
    void correctionsOutliveNewSymbols() {
        interact(() -> model.execute("kr -wrong b8ae6130; .reload"));
        waitFor(() -> !model.work().runningProperty().get());
        assertTrue(analysis().corrections().rejected().contains(SLOT));
        assertEquals(138, analysis().reconstructedStack().frames().size());
    }

    /// The headless platform makes no such event of a right click.
    private static void openMenu(Node node) {
        var place = node.localToScreen(40, 40);
        Event.fireEvent(
                node,
                new ContextMenuEvent(
                        ContextMenuEvent.CONTEXT_MENU_REQUESTED, 40, 40, place.getX(), place.getY(), false, null));
    }

    private Node row(String function) {
        return from(lookup("#reconstructed")).lookup(function).query();
    }

    private String lastCommand() {
        return model.console().getLast().line();
    }

    private String lastOutput() {
        return model.console().getLast().output().text();
    }
}
