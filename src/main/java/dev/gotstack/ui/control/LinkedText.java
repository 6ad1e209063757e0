package dev.gotstack.ui.control;

import java.util.List;
import java.util.Objects;
import javafx.scene.AccessibleRole;
import javafx.scene.TraversalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.TextFlow;
import org.fxmisc.richtext.StyledTextArea;
import org.fxmisc.richtext.TextExt;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.StyledSegment;
import org.fxmisc.richtext.util.UndoUtils;
import org.jspecify.annotations.Nullable;

/// Read-only monospaced text whose pieces can be links. A click follows a link; with the keyboard, Tab and Shift+Tab go
/// from link to link and Enter follows the one under the caret.
public final class LinkedText extends StyledTextArea<String, LinkedText.Look> {

    /// How a piece of text looks and what following it does.
    ///
    /// @param styleClass `code`, `number` …; empty for plain text
    /// @param link what following it does; null if it is no link
    public record Look(String styleClass, @Nullable Runnable link) {
        static final Look PLAIN = new Look("", null);

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Look look && look.styleClass.equals(styleClass) && look.link == link;
        }

        @Override
        public int hashCode() {
            return styleClass.hashCode();
        }
    }

    /// A piece of a line.
    public record Piece(String text, Look look) {
        public static Piece plain(String text) {
            return new Piece(text, Look.PLAIN);
        }

        public static Piece styled(String text, String styleClass) {
            return new Piece(text, new Look(styleClass, null));
        }

        public static Piece link(String text, String styleClass, Runnable link) {
            return new Piece(text, new Look(styleClass, link));
        }
    }

    /// @param styleClass of the whole line; empty for none
    public record Line(String styleClass, List<Piece> pieces) {}

    public LinkedText() {
        super("", LinkedText::style, Look.PLAIN, LinkedText::style, false);
        getStyleClass().add("linked-text");
        Mono.apply(this);
        setEditable(false);
        setUndoManager(UndoUtils.noOpUndoManager());
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private static void style(TextFlow flow, String styleClass) {
        if (!styleClass.isEmpty()) {
            flow.getStyleClass().add(styleClass);
        }
    }

    private static void style(TextExt text, Look look) {
        if (!look.styleClass().isEmpty()) {
            text.getStyleClass().add(look.styleClass());
        }
        if (look.link() != null) {
            text.getStyleClass().add("link");
        }
    }

    /// Shows these lines instead of what is shown.
    public void show(List<Line> lines) {
        if (lines.isEmpty()) {
            clear();
        } else {
            replace(0, getLength(), document(lines));
        }
    }

    /// Adds lines at the end.
    public void add(List<Line> lines) {
        if (getLength() == 0) {
            show(lines);
        } else if (!lines.isEmpty()) {
            appendText("\n");
            append(document(lines));
        }
    }

    private org.fxmisc.richtext.model.StyledDocument<String, String, Look> document(List<Line> lines) {
        var builder = new ReadOnlyStyledDocumentBuilder<String, String, Look>(getSegOps(), "");
        for (var line : lines) {
            var pieces = line.pieces().isEmpty() ? List.of(Piece.plain("")) : line.pieces();
            builder.addParagraph(
                    pieces.stream()
                            .map(piece -> new StyledSegment<>(piece.text(), piece.look()))
                            .toList(),
                    line.styleClass());
        }
        return builder.build();
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY
                && event.isStillSincePress()
                && getSelection().getLength() == 0) {
            hit(event.getX(), event.getY())
                    .getCharacterIndex()
                    .ifPresent(index -> follow(getStyleOfChar(index).link()));
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && goToLink(!event.isShiftDown())) {
            event.consume();
        } else if (event.getCode() == KeyCode.TAB) {
            // The text would keep the key to itself.
            requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            follow(linkAtCaret());
            event.consume();
        } else if (event.isAltDown() && getScene() != null) {
            // So it would with letters and digits, whatever is pressed with them.
            getScene().getAccelerators().entrySet().stream()
                    .filter(key -> key.getKey().match(event))
                    .findFirst()
                    .ifPresent(key -> {
                        event.consume();
                        key.getValue().run();
                    });
        }
    }

    private @Nullable Runnable linkAtCaret() {
        int at = Math.min(getSelection().getStart(), getLength() - 1);
        return at < 0 ? null : getStyleOfChar(at).link();
    }

    /// Selects the next or previous link.
    ///
    /// @return false if there is none
    public boolean goToLink(boolean forward) {
        int step = forward ? 1 : -1;
        int at = getSelection().getStart();
        var here = at < getLength() ? getStyleOfChar(at).link() : null;
        while (at >= 0 && at < getLength() && getStyleOfChar(at).link() == here && here != null) {
            at += step;
        }
        while (at >= 0 && at < getLength() && getStyleOfChar(at).link() == null) {
            at += step;
        }
        if (at < 0 || at >= getLength()) {
            return false;
        }
        selectLink(at);
        return true;
    }

    private void selectLink(int inside) {
        var link = getStyleOfChar(inside).link();
        int start = inside;
        int end = inside;
        while (start > 0 && getStyleOfChar(start - 1).link() == link) {
            start--;
        }
        while (end < getLength() && getStyleOfChar(end).link() == link) {
            end++;
        }
        selectRange(start, end);
        requestFollowCaret();
    }

    private static void follow(@Nullable Runnable link) {
        if (link != null) {
            Objects.requireNonNull(link).run();
        }
    }
}
