package dev.gotstack.ui.find;

import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.FindText;
import dev.gotstack.ui.control.FindText.Hit;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.IconButton;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// Searches one pane. Enter goes to the next place, Shift+Enter to the one before, Escape closes the strip and gives
/// the keyboard back to the pane.
public final class FindStrip extends HBox {
    private final TextField wanted = new TextField();
    private final Label where = Texts.muted("");
    private final Label count = Texts.muted("");
    private final Background searching = new Background();
    private final Button stop = IconButton.of("find-stop", MaterialDesignS.STOP, UiText.of("find.stop"), this::stop);
    private @Nullable Region pane;
    private @Nullable Node before;
    private List<Hit> hits = List.of();
    private int at = -1;
    private double searched = 1;

    public FindStrip() {
        setId("find");
        getStyleClass().addAll("find-bar", "find-strip");
        setAlignment(Pos.CENTER_LEFT);
        wanted.setId("find-text");
        wanted.setAccessibleText(UiText.of("find.field"));
        wanted.setPrefColumnCount(24);
        wanted.textProperty().subscribe(text -> search());
        count.setId("find-count");
        count.setMinWidth(USE_PREF_SIZE);
        where.setMinWidth(USE_PREF_SIZE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren()
                .addAll(
                        where,
                        wanted,
                        IconButton.of(
                                "find-previous",
                                MaterialDesignC.CHEVRON_UP,
                                UiText.of("find.previous"),
                                () -> step(-1)),
                        IconButton.of("find-next", MaterialDesignC.CHEVRON_DOWN, UiText.of("find.next"), () -> step(1)),
                        count,
                        stop,
                        IconButton.of("find-close", MaterialDesignC.CLOSE, UiText.of("find.close"), this::close));
        setVisible(false);
        stop.setVisible(false);
        stop.managedProperty().bind(stop.visibleProperty());
        managedProperty().bind(visibleProperty());
    }

    /// Searches a pane from now on.
    ///
    /// @param title the pane's name
    public void open(Region target, String title) {
        unmark();
        pane = target;
        before = getScene() == null ? null : getScene().getFocusOwner();
        where.setText(title);
        wanted.setPromptText(UiText.of("find.in", title));
        setVisible(true);
        search();
        FirstFocus.bringWindow(this);
        wanted.requestFocus();
        wanted.selectAll();
    }

    public void close() {
        if (isVisible()) {
            setVisible(false);
            searching.cancel();
            unmark();
            pane = null;
            var back = before;
            before = null;
            if (back != null) {
                back.requestFocus();
            }
        }
    }

    private void unmark() {
        if (pane != null) {
            PaneText.unmark(pane);
        }
    }

    private void search() {
        var target = pane;
        var text = wanted.getText().strip();
        hits = List.of();
        at = -1;
        searched = 1;
        stop.setVisible(false);
        unmark();
        if (target == null || text.isEmpty()) {
            searching.cancel();
            count.setText("");
            return;
        }
        var own = own(target);
        if (own != null) {
            say(UiText.of("find.searching"));
            var search = FindText.search(own);
            if (search != null) {
                stop.setVisible(true);
                searching.<Runnable, List<Hit>>start(
                        early -> search.run(
                                text, found -> early.accept(() -> show(found)), part -> early.accept(() -> part(part))),
                        Runnable::run,
                        this::finish,
                        failure -> finish(hits));
            }
            return;
        }
        var low = text.toLowerCase(Locale.ROOT);
        show(PaneText.of(target).stream()
                .filter(hit -> hit.text().toLowerCase(Locale.ROOT).contains(low))
                .toList());
    }

    /// So much is searched.
    private void part(double part) {
        searched = part;
        tell();
    }

    /// All is searched, or the user does not want more.
    private void finish(List<Hit> found) {
        stop.setVisible(false);
        searched = 1;
        if (at < 0) {
            show(found);
        } else {
            // Where one is by now stays: what was found early comes first.
            hits = found;
            tell();
        }
    }

    private void stop() {
        searching.cancel();
        finish(hits);
    }

    /// The part of a pane that searches itself.
    private static @Nullable Node own(Node node) {
        if (FindText.search(node) != null) {
            return node;
        }
        if (node instanceof Parent parent) {
            for (var child : parent.getChildrenUnmodifiable()) {
                var found = own(child);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private void show(List<Hit> found) {
        hits = found;
        at = -1;
        if (found.isEmpty()) {
            tell();
        } else {
            step(1);
        }
    }

    private void step(int by) {
        if (!hits.isEmpty()) {
            at = Math.floorMod(at + (at < 0 && by < 0 ? 0 : by), hits.size());
            unmark();
            hits.get(at).show().run();
            tell();
        }
    }

    private void tell() {
        var more = searched < 1 ? UiText.of("find.searched", Math.round(searched * 100)) : "";
        var found = hits.isEmpty()
                ? more.isEmpty() ? UiText.of("find.none") : ""
                : UiText.of("find.at", at + 1, hits.size());
        say(found.isEmpty() || more.isEmpty() ? found + more : UiText.of("find.both", found, more));
    }

    private void say(String text) {
        count.setText(text);
        wanted.setAccessibleHelp(text);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.getTarget() == wanted || event.getCode() == KeyCode.F3) {
            step(event.isShiftDown() ? -1 : 1);
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
        } else {
            return;
        }
        event.consume();
    }
}
