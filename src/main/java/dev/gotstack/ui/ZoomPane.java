package dev.gotstack.ui;

import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Theme;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/// Draws the window's content larger or smaller. Content that would have less room than it needs is not squeezed but
/// scrolled; what gets the keyboard is brought into view.
final class ZoomPane extends Region {
    private static final double STEP = 40;

    private final Region content;
    private final double leastWidth;
    private final double leastHeight;
    private final Scale scale = new Scale(1, 1);
    private final ScrollBar across = bar(Orientation.HORIZONTAL);
    private final ScrollBar down = bar(Orientation.VERTICAL);
    private final Rectangle clip = new Rectangle();
    private final Theme theme;

    /// @param leastWidth what the content needs, before it is scaled
    ZoomPane(Region content, Theme theme, double leastWidth, double leastHeight) {
        this.content = content;
        this.theme = theme;
        this.leastWidth = leastWidth;
        this.leastHeight = leastHeight;
        content.setManaged(false);
        content.getTransforms().add(scale);
        getStyleClass().add("zoom-pane");
        getChildren().addAll(content, across, down);
        setClip(clip);
        theme.zoomProperty().subscribe(this::requestLayout);
        across.valueProperty().subscribe(this::place);
        down.valueProperty().subscribe(this::place);
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
        sceneProperty().subscribe(this::watch);
    }

    /// Lets go of the content, which is as it was before.
    void release() {
        getChildren().remove(content);
        content.getTransforms().remove(scale);
        content.setManaged(true);
    }

    private static ScrollBar bar(Orientation orientation) {
        var bar = new ScrollBar();
        bar.setOrientation(orientation);
        bar.setManaged(false);
        bar.setFocusTraversable(false);
        bar.setAccessibleText(UiText.of("window.part-shown"));
        return bar;
    }

    private void watch(@Nullable Scene scene) {
        if (scene != null) {
            scene.focusOwnerProperty().subscribe(this::reveal);
        }
    }

    @Override
    protected void layoutChildren() {
        double zoom = theme.zoom();
        boolean wide = getWidth() / zoom < leastWidth;
        boolean high = getHeight() / zoom < leastHeight;
        double width = getWidth() - (high ? down.prefWidth(-1) : 0);
        double height = getHeight() - (wide ? across.prefHeight(-1) : 0);
        scale.setX(zoom);
        scale.setY(zoom);
        content.resize(Math.max(leastWidth, width / zoom), Math.max(leastHeight, height / zoom));
        across.resizeRelocate(0, height, width, across.prefHeight(-1));
        down.resizeRelocate(width, 0, down.prefWidth(-1), height);
        fit(across, wide, content.getWidth() * zoom - width, width);
        fit(down, high, content.getHeight() * zoom - height, height);
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        place();
    }

    private static void fit(ScrollBar bar, boolean needed, double hidden, double page) {
        bar.setVisible(needed);
        bar.setMax(needed ? Math.max(0, hidden) : 0);
        bar.setVisibleAmount(bar.getMax() * page / Math.max(1, page + hidden));
        bar.setUnitIncrement(STEP);
        bar.setBlockIncrement(Math.max(STEP, page - STEP));
        bar.setValue(Math.clamp(bar.getValue(), 0, bar.getMax()));
    }

    private void place() {
        content.relocate(-across.getValue(), -down.getValue());
    }

    private void wheel(ScrollEvent event) {
        if (across.isVisible() || down.isVisible()) {
            move(across, -event.getDeltaX());
            move(down, -event.getDeltaY());
            event.consume();
        }
    }

    private static void move(ScrollBar bar, double by) {
        bar.setValue(Math.clamp(bar.getValue() + by, 0, bar.getMax()));
    }

    private void reveal(@Nullable Node focused) {
        if (focused == null || !across.isVisible() && !down.isVisible()) {
            return;
        }
        var bounds = sceneToLocal(focused.localToScene(focused.getLayoutBounds()));
        move(across, outside(bounds.getMinX(), bounds.getMaxX(), across.getWidth()));
        move(down, outside(bounds.getMinY(), bounds.getMaxY(), down.getHeight()));
    }

    /// How far to scroll so that a range is seen: its start rather than its end.
    private static double outside(double from, double to, double page) {
        return from < 0 ? from : to > page ? Math.min(from, to - page) : 0;
    }
}
