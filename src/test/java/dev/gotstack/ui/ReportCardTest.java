package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dialog that exports the report.
class ReportCardTest extends WindowTest {

    private void show() {
        open(Samples.ARTICLE);
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
        waitFor(() -> !preview().isEmpty());
    }

    private String preview() {
        return this.<TextArea>find("#report-preview").getText();
    }

    @Test
    void showsWhatLeavesTheMachineBeforeItDoes() {
        show();
        assertTrue(find("#report-customer").isFocused(), "one can type at once");
        assertTrue(preview().startsWith("Two Contoso Ltd. drivers used 67 % of the kernel stack"), preview());
        assertFalse(preview().contains("87d68438"), "a customer sees no addresses");
        write("Northwind");
        waitFor(() -> preview().contains("Customer: Northwind"));
        clickOn("#report-level-engineer");
        waitFor(() -> preview().contains("87d68438"));
        assertTrue(texts("#report").contains("Read it before it goes to somebody outside"), texts("#report"));
    }

    /// They are the reader's own, and lead to addresses that say nothing to a customer.
    @Test
    void notesAreAddedIfWantedAndNeverForTheCustomer() {
        open(Samples.ARTICLE);
        interact(() -> model.notebook().write(0xb8ae6048L, "saved ebp of the victim", "a"));
        interact(window.actions().action("file.report")::run);
        waitFor(() -> !preview().isEmpty());
        assertFalse(find("#report-notes").isVisible());
        interact(() -> this.<RadioButton>find("#report-level-engineer").fire());
        assertTrue(find("#report-notes").isVisible());
        waitFor(() -> preview().contains("87d68438"));
        assertFalse(preview().contains("saved ebp"), "not unless asked");
        interact(() -> this.<CheckBox>find("#report-notes").fire());
        waitFor(() -> preview().contains("b8ae6048: saved ebp of the victim"));
        interact(() -> this.<RadioButton>find("#report-level-customer").fire());
        waitFor(() -> !preview().contains("87d68438"));
        assertFalse(preview().contains("saved ebp"));
    }

    @Test
    void worksByKeyboardAlone() {
        show();
        push(KeyCode.TAB);
        assertTrue(find("#report-case").isFocused());
        push(KeyCode.TAB).push(KeyCode.TAB);
        assertTrue(find("#report-note").isFocused());
        write("seen twice");
        push(KeyCode.TAB);
        assertFalse(find("#report-note").isFocused(), "Tab leaves the note");
        waitFor(() -> preview().contains("seen twice"));
        push(KeyCode.ESCAPE);
        assertTrue(lookup("#report").tryQuery().isEmpty());
    }

    @Test
    void writesWhatWasShown(@TempDir Path folder) throws IOException {
        show();
        write("Northwind");
        chosen = Optional.of(folder.resolve("report.html"));
        clickOn("#report-export");
        waitFor(() -> find("#banner").isVisible());

        assertTrue(lookup("#report").tryQuery().isEmpty(), "the dialog is gone");
        assertTrue(texts("#banner").contains("report.html"), texts("#banner"));
        assertTrue(find("#banner").getStyleClass().contains("success"));
        assertTrue(Files.readString(folder.resolve("report.html")).contains("Northwind"));
    }

    @Test
    void theFormatIsTheUsersChoice(@TempDir Path folder) throws IOException {
        show();
        assertTrue(find("#report-paper").isDisabled(), "a web page has no paper");
        interact(() ->
                this.<ComboBox<?>>find("#report-format").getSelectionModel().select(1));
        assertFalse(find("#report-paper").isDisabled());
        chosen = Optional.of(folder.resolve("report.pdf"));
        clickOn("#report-export");
        waitFor(() -> find("#banner").isVisible());
        assertEquals(
                "%PDF",
                Files.readString(folder.resolve("report.pdf"), StandardCharsets.ISO_8859_1)
                        .substring(0, 4));
    }

    @Test
    void whatCannotBeWrittenIsABanner(@TempDir Path folder) {
        show();
        chosen = Optional.of(folder.resolve("none/report.html"));
        clickOn("#report-export");
        waitFor(() -> find("#banner").isVisible());
        assertTrue(texts("#banner").contains("does not exist"), texts("#banner"));
        assertFalse(find("#banner").getStyleClass().contains("success"));
    }

    @Test
    void thinkingBetterOfItWritesNothing() {
        show();
        clickOn("#report-export");
        assertTrue(find("#report").isVisible(), "the dialog stays when no file was chosen");
        clickOn("#report-cancel");
        assertTrue(lookup("#report").tryQuery().isEmpty());
    }

    @Test
    void copiesTheTextThatIsShownAndTheStory() {
        show();
        var shown = preview();
        clickOn("#report-copy");
        assertEquals(shown, clipboard());
        interact(window.actions().action("file.copyStory")::run);
        assertTrue(clipboard().contains("What really lies on the stack"), clipboard());
    }

    private String clipboard() {
        var text = new String[] {""};
        interact(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return text[0];
    }

    @Test
    void fitsTheSmallestUsualSize() {
        show();
        interact(() -> {
            window.scene().getWindow().setWidth(1024);
            window.scene().getWindow().setHeight(768);
        });
        waitFor(() -> window.scene().getWidth() <= 1024);
        for (var id : new String[] {"#report-export", "#report-note", "#report-preview", "#report-copy"}) {
            var bounds = find(id).localToScene(find(id).getBoundsInLocal());
            assertTrue(bounds.getMaxX() <= 1024 && bounds.getMaxY() <= 768, id + " " + bounds);
        }
    }
}
