package dev.gotstack.ui.chart;

import dev.gotstack.report.ChartLayout;
import dev.gotstack.ui.control.Pointing;
import dev.gotstack.ui.control.SharpCanvas;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.awt.geom.AffineTransform;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A vertical map of the whole stack. Resting on a frame shows it everywhere until the mouse leaves; a click or the
/// arrow keys select it; the wheel with Ctrl, + and - zoom.
final class RulerCanvas extends Region {
    private static final double AWAY = 16;
    private static final double SMALLEST_WIDTH = 200;
    private static final double SMALLEST_HEIGHT = 150;
    private static final double BAR = 10;
    private static final int MANY = 10;

    private final SharpCanvas canvas = new SharpCanvas();
    private final ChartSurface surface = new ChartSurface(canvas.graphics());
    private final ScrollBar bar = new ScrollBar();
    private final Tooltip tooltip = Texts.tooltip("");
    private final Pointing pointing;
    private final IntConsumer select;
    private final HBox zooms;
    private @Nullable RulerView view;
    private @Nullable ChartLayout layout;
    private Zoom zoom = Zoom.WHOLE;

    /// @param select called with the frame the user picks
    RulerCanvas(Pointing pointing, IntConsumer select) {
        this.pointing = pointing;
        this.select = select;
        setId("ruler");
        getStyleClass().add("ruler");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(UiText.of("ruler.help"));
        setFocusTraversable(true);
        setMinSize(SMALLEST_WIDTH, SMALLEST_HEIGHT);
        localToSceneTransformProperty().subscribe(this::requestLayout);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.setVisible(false);
        bar.valueProperty().subscribe(value -> zoomTo(new Zoom(zoom.factor(), value.doubleValue())));
        zooms = new HBox(
                button("−", UiText.of("ruler.zoom-out"), "zoom-out", -2),
                button("+", UiText.of("ruler.zoom-in"), "zoom-in", 2));
        getChildren().addAll(canvas.node(), bar, zooms);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> leave());
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(KeyEvent.KEY_PRESSED, this::travel);
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
    }

    private Button button(String text, String tip, String id, double steps) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("format-toggle", "usage-zoom");
        button.setTooltip(Texts.tooltip(tip));
        button.setAccessibleText(tip);
        // The keys do the same, and the ruler has the keyboard.
        button.setFocusTraversable(false);
        button.setOnAction(event -> zoom(steps));
        return button;
    }

    /// Shows this from now on; nothing if null.
    void show(@Nullable RulerView wanted) {
        var before = view;
        view = wanted;
        layout = null;
        if (wanted != null) {
            setAccessibleText(RulerText.of(wanted));
            if (before == null || before.analysis() != wanted.analysis()) {
                zoom = Zoom.WHOLE;
            } else if (before.frame() != wanted.frame() && wanted.frame() != pointing.frame()) {
                reveal(wanted.frame());
            }
        }
        requestLayout();
        paint();
    }

    /// Larger by so many steps, smaller by negative ones, around the selected frame.
    void zoom(double steps) {
        var shown = view;
        double y = canvas.height() / 2;
        if (shown != null && shown.frame() >= 0) {
            double place = placeOf(shown.frame());
            y = place >= 0 && place <= canvas.height() ? place : y;
        }
        zoomTo(zoom.by(steps, y, canvas.height()));
    }

    /// Shows the whole stack again.
    void zoomOut() {
        zoomTo(Zoom.WHOLE);
    }

    private void zoomTo(Zoom wanted) {
        if (!wanted.equals(zoom)) {
            boolean relaid = wanted.factor() != zoom.factor();
            zoom = wanted;
            if (relaid) {
                layout = null;
                requestLayout();
            }
            scrolled();
            paint();
        }
    }

    /// Tells the scroll bar.
    private void scrolled() {
        double hidden = zoom.hidden(canvas.height());
        bar.setVisible(!zoom.isWhole());
        bar.setMax(hidden);
        bar.setVisibleAmount(zoom.isWhole() ? 1 : hidden / zoom.factor());
        bar.setValue(zoom.offset());
    }

    @Override
    protected void layoutChildren() {
        canvas.resize(getWidth(), getHeight());
        bar.resizeRelocate(getWidth() - BAR, 0, BAR, getHeight());
        double width = zooms.prefWidth(-1);
        zooms.resizeRelocate(getWidth() - BAR - width, 2, width, zooms.prefHeight(-1));
        zoom = zoom.within(getHeight());
        layout = null;
        scrolled();
        paint();
    }

    private void paint() {
        surface.setTransform(AffineTransform.getScaleInstance(canvas.scale(), canvas.scale()));
        canvas.graphics().clearRect(0, 0, canvas.width(), canvas.height());
        var shown = view;
        if (shown != null && canvas.height() >= 1) {
            new RulerPainter(surface, layout(shown), shown).paint(zoom.offset());
        }
    }

    private ChartLayout layout(RulerView shown) {
        var known = layout;
        if (known == null) {
            double width = canvas.width() - (zoom.isWhole() ? 0 : BAR);
            known = ChartLayout.ofRuler(shown.drawn(), shown.portions(), width, canvas.height() * zoom.factor());
            layout = known;
        }
        return known;
    }

    /// Scrolls so that a frame is on the canvas.
    private void reveal(int frame) {
        var shown = view;
        if (frame < 0 || shown == null || zoom.isWhole()) {
            return;
        }
        double y = placeOf(frame);
        zoom = zoom.showing(y, y, canvas.height());
        scrolled();
    }

    /// Height of a frame on the canvas; negative if it has no bytes.
    private double placeOf(int frame) {
        var shown = view;
        if (shown != null) {
            var slices = shown.usage().slices();
            for (int i = 0; i < slices.size(); i++) {
                if (slices.get(i).frame() == frame) {
                    return layout(shown).ruler().sliceArea(i).getCenterY() - zoom.offset();
                }
            }
        }
        return -1;
    }

    private void wheel(ScrollEvent event) {
        if (event.isShortcutDown()) {
            zoomTo(zoom.by(Math.signum(event.getDeltaY()), event.getY(), canvas.height()));
            event.consume();
        } else if (!zoom.isWhole()) {
            zoomTo(zoom.scrolled(-event.getDeltaY(), canvas.height()));
            event.consume();
        }
    }

    private void hover(MouseEvent event) {
        var shown = view;
        if (shown == null) {
            return;
        }
        var text = RulerText.at(shown, layout(shown), event.getX(), event.getY() + zoom.offset());
        if (text.isEmpty()) {
            tooltip.hide();
        } else {
            tooltip.setText(text);
            tooltip.show(this, event.getScreenX() + AWAY, event.getScreenY() + AWAY);
        }
        pointing.moved(frameAt(event.getX(), event.getY()).orElse(-1));
    }

    private void leave() {
        tooltip.hide();
        pointing.left();
    }

    private OptionalInt frameAt(double x, double y) {
        var shown = view;
        if (shown == null) {
            return OptionalInt.empty();
        }
        var ruler = layout(shown).ruler();
        if (x < ruler.area().getMinX() || x > ruler.area().getMaxX()) {
            return OptionalInt.empty();
        }
        var slice = ruler.sliceAt(y + zoom.offset());
        int frame =
                slice.isPresent() ? shown.usage().slices().get(slice.getAsInt()).frame() : -1;
        return frame < 0 ? OptionalInt.empty() : OptionalInt.of(frame);
    }

    private void click(MouseEvent event) {
        requestFocus();
        pointing.picked();
        frameAt(event.getX(), event.getY()).ifPresent(select);
    }

    /// Up leads to older frames, for the base is on top.
    private void travel(KeyEvent event) {
        var shown = view;
        if (shown == null || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> zoom(1);
            case MINUS, SUBTRACT -> zoom(-1);
            case DIGIT0, NUMPAD0 -> zoomOut();
            default -> {
                int target = target(event, shown);
                if (target < 0) {
                    return;
                }
                select.accept(target);
            }
        }
        event.consume();
    }

    private static int target(KeyEvent event, RulerView shown) {
        int last = shown.analysis().reconstructedStack().frames().size() - 1;
        return switch (event.getCode()) {
            case UP -> Math.min(last, shown.frame() + 1);
            case DOWN -> Math.max(0, shown.frame() - 1);
            case PAGE_UP -> Math.min(last, shown.frame() + MANY);
            case PAGE_DOWN -> Math.max(0, shown.frame() - MANY);
            case HOME -> last;
            case END -> 0;
            default -> -1;
        };
    }
}
