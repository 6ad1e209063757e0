package dev.gotstack.ui.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// What mouse and keyboard do in the output.
final class OutputControl {
    private static final int WHEEL_ROWS = 3;

    private final OutputView view;
    private final Consumer<String> follow;
    private boolean onLink;

    /// @param follow runs a link's command
    OutputControl(OutputView view, Consumer<String> follow) {
        this.view = view;
        this.follow = follow;
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::mousePressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::mouseDragged);
        view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::mouseClicked);
        view.addEventHandler(
                MouseEvent.MOUSE_MOVED,
                event -> view.setHot(view.linkAt(event.getX(), event.getY()).orElse(null)));
        view.addEventHandler(MouseEvent.MOUSE_EXITED, event -> view.setHot(null));
        view.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Follows the link under the caret.
    void followCaret() {
        linkAtCaret().ifPresent(link -> follow.accept(link.command()));
    }

    Optional<LinkPlace> linkAtCaret() {
        return view.text().link(TextPosition.min(view.caret(), view.anchor()));
    }

    /// Copies what is selected; if nothing is, the caret's line.
    void copy() {
        var selected = view.selectedText();
        int line = view.caret().line();
        boolean none = selected.isEmpty() && line < view.text().size();
        put(none ? view.text().line(line).text() : selected);
    }

    static void put(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
    }

    void selectAll() {
        view.moveTo(TextPosition.START, false);
        view.moveTo(view.text().end(), true);
    }

    private void mousePressed(MouseEvent event) {
        if (!isText(event)) {
            return;
        }
        view.requestFocus();
        var place = view.positionAt(event.getX(), event.getY());
        onLink = view.linkAt(event.getX(), event.getY()).isPresent();
        if (event.getButton() == MouseButton.SECONDARY) {
            rightPressed(event, place);
        } else if (event.getButton() == MouseButton.PRIMARY) {
            switch (event.getClickCount()) {
                case 1 -> view.moveTo(place, event.isShiftDown());
                case 2 -> selectWord(place);
                default ->
                    view.select(new TextPosition(place.line(), 0), view.text().clamp(place.line(), Integer.MAX_VALUE));
            }
        }
    }

    /// A menu on selected text is about that; elsewhere it is about the link or word there.
    private void rightPressed(MouseEvent event, TextPosition place) {
        var from = TextPosition.min(view.anchor(), view.caret());
        var to = TextPosition.max(view.anchor(), view.caret());
        boolean inside = place.compareTo(from) >= 0 && place.compareTo(to) <= 0 && !from.equals(to);
        if (!inside) {
            view.linkAt(event.getX(), event.getY())
                    .ifPresentOrElse(
                            link -> view.select(
                                    new TextPosition(link.line(), link.start()),
                                    new TextPosition(link.line(), link.end())),
                            () -> view.moveTo(place, false));
        }
    }

    private void selectWord(TextPosition place) {
        var word = view.text().word(place);
        view.select(word[0], word[1]);
    }

    private void mouseDragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && isText(event)) {
            view.moveTo(view.positionAt(event.getX(), event.getY()), true);
        }
    }

    private void mouseClicked(MouseEvent event) {
        boolean single = event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 1;
        if (single && onLink && event.isStillSincePress() && isText(event)) {
            view.linkAt(event.getX(), event.getY()).ifPresent(link -> follow.accept(link.command()));
        }
    }

    /// Not on a scroll bar.
    private boolean isText(MouseEvent event) {
        return event.getTarget() == view || event.getTarget() instanceof Canvas;
    }

    private void scrolled(ScrollEvent event) {
        double rows = event.getTextDeltaYUnits() == ScrollEvent.VerticalTextScrollUnits.LINES
                ? event.getTextDeltaY()
                : event.isDirect() || event.isInertia()
                        ? event.getDeltaY() / OutputGeometry.ROW
                        : Math.signum(event.getDeltaY()) * WHEEL_ROWS;
        view.scrollBy(-rows, -event.getDeltaX());
        event.consume();
    }

    private void pressed(KeyEvent event) {
        var used = event.isShortcutDown() ? shortcut(event) : event.isAltDown() ? false : plain(event);
        if (used) {
            event.consume();
        }
    }

    private boolean shortcut(KeyEvent event) {
        boolean extend = event.isShiftDown();
        switch (event.getCode()) {
            case C, INSERT -> copy();
            case A -> selectAll();
            case HOME -> view.moveTo(TextPosition.START, extend);
            case END -> view.moveTo(view.text().end(), extend);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean plain(KeyEvent event) {
        boolean extend = event.isShiftDown();
        var at = view.caret();
        switch (event.getCode()) {
            case TAB -> {
                return view.goToLink(!extend);
            }
            case ENTER -> followCaret();
            case UP -> move(at.line() - 1, at.column(), extend);
            case DOWN -> move(at.line() + 1, at.column(), extend);
            case PAGE_UP -> move(at.line() - view.rows() + 1, at.column(), extend);
            case PAGE_DOWN -> move(at.line() + view.rows() - 1, at.column(), extend);
            case LEFT -> sideways(-1, extend);
            case RIGHT -> sideways(1, extend);
            case HOME -> move(at.line(), 0, extend);
            case END -> move(at.line(), Integer.MAX_VALUE, extend);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void move(int line, int column, boolean extend) {
        view.moveTo(view.text().clamp(line, column), extend);
        view.setHot(linkAtCaret().orElse(null));
    }

    /// Over the end of a line to the next.
    private void sideways(int step, boolean extend) {
        var at = view.caret();
        int column = at.column() + step;
        if (column < 0) {
            move(at.line() - 1, at.line() == 0 ? 0 : Integer.MAX_VALUE, extend);
        } else if (view.text().clamp(at.line(), column).column() < column) {
            move(at.line() + 1, at.line() + 1 < view.text().size() ? 0 : Integer.MAX_VALUE, extend);
        } else {
            move(at.line(), column, extend);
        }
    }
}
