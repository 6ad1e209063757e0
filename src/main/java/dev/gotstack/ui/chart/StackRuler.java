package dev.gotstack.ui.chart;

import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Words;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A vertical map of the whole stack. Hovering tells what lies there; a click or the arrow keys select a frame.
final class StackRuler extends Region {
    private static final double AWAY = 16;
    private static final double SMALLEST = 180;

    private final Canvas canvas = new Canvas();
    private final Tooltip tooltip = Texts.tooltip("");
    private final IntConsumer select;
    private @Nullable RulerView view;
    private @Nullable RulerGeometry place;

    /// @param select called with the index of the frame the user picked
    StackRuler(IntConsumer select) {
        this.select = select;
        setId("ruler");
        getStyleClass().add("ruler");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setMinSize(SMALLEST, SMALLEST);
        canvas.setManaged(false);
        getChildren().add(canvas);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> tooltip.hide());
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(KeyEvent.KEY_PRESSED, this::travel);
    }

    /// Shows this from now on; nothing if null.
    void show(@Nullable RulerView wanted) {
        view = wanted;
        if (wanted != null) {
            setAccessibleText(describe(wanted));
        }
        requestLayout();
        paint();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        paint();
    }

    private void paint() {
        var g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        var shown = view;
        if (shown == null || canvas.getHeight() < 1) {
            return;
        }
        var geometry = RulerGeometry.of(shown.usage(), canvas.getWidth(), canvas.getHeight());
        place = geometry;
        new RulerPainter(g, geometry, shown).paint();
    }

    private void hover(MouseEvent event) {
        var text = textAt(event.getX(), event.getY());
        if (text.isEmpty()) {
            tooltip.hide();
        } else {
            tooltip.setText(text);
            tooltip.show(this, event.getScreenX() + AWAY, event.getScreenY() + AWAY);
        }
    }

    private String textAt(double x, double y) {
        var geometry = place;
        var shown = view;
        if (geometry == null || shown == null) {
            return "";
        }
        if (geometry.inGuard(x, y)) {
            return guardText(shown);
        }
        return geometry.at(x, y).map(StackRuler::sliceText).orElse("");
    }

    private static String guardText(RulerView shown) {
        var name = shown.guarded() ? "Guard page, never mapped: " : "The page below the stack: ";
        var range = name + Words.address(shown.usage().limit() - dev.gotstack.windows.GuardPage.SIZE) + " to "
                + Words.address(shown.usage().limit());
        return shown.overflowed()
                ? range + "\nESP " + Words.address(shown.stackPointer()) + ", "
                        + Words.count(shown.usage().limit() - shown.stackPointer(), "byte") + " below the limit"
                : range;
    }

    private static String sliceText(Slice slice) {
        var range = Words.address(slice.start()) + " to " + Words.address(slice.end());
        var frame = slice.frame() < 0 ? "" : " · frame " + slice.frame();
        var kind = slice.owner() == Slice.Owner.TRAP_FRAME ? "Trap frame of " : "";
        return kind + slice.function() + "\n" + Words.count(slice.bytes(), "byte") + frame + "\n" + range;
    }

    private void click(MouseEvent event) {
        requestFocus();
        var geometry = place;
        if (geometry != null) {
            geometry.at(event.getX(), event.getY())
                    .filter(slice -> slice.frame() >= 0)
                    .ifPresent(slice -> select.accept(slice.frame()));
        }
    }

    /// Up leads to older frames, for the base is on top.
    private void travel(KeyEvent event) {
        var shown = view;
        if (shown == null || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        int last = shown.analysis().reconstructedStack().frames().size() - 1;
        int target =
                switch (event.getCode()) {
                    case UP -> Math.min(last, shown.frame() + 1);
                    case DOWN -> Math.max(0, shown.frame() - 1);
                    case HOME -> last;
                    case END -> 0;
                    default -> -1;
                };
        if (target >= 0) {
            select.accept(target);
            event.consume();
        }
    }

    private static String describe(RulerView shown) {
        StackUsage usage = shown.usage();
        var text = "Stack from " + Words.address(usage.base()) + " down to " + Words.address(usage.limit()) + ", "
                + Words.count(usage.size(), "byte") + ". ";
        var pointer = shown.overflowed() ? "ESP is in the guard page. " : "";
        var frame = shown.frame() < 0
                ? ""
                : "Selected frame " + shown.frame() + ", "
                        + shown.analysis()
                                .reconstructedStack()
                                .frames()
                                .get(shown.frame())
                                .code()
                                .text() + ", "
                        + Words.count(usage.bytesOf(shown.frame()), "byte") + ".";
        return text + pointer + frame;
    }
}
