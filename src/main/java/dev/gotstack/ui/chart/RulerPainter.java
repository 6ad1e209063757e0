package dev.gotstack.ui.chart;

import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Slice;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.theme.Fonts;
import dev.gotstack.ui.theme.Palette;
import java.util.function.Predicate;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// Paints the ruler.
final class RulerPainter {
    private static final double SMALL = 11;
    private static final double NORMAL = 12;
    private static final double LARGE = 14;
    private static final double HATCH = 7;
    private static final double FAINT = 0.22;

    private final GraphicsContext g;
    private final RulerGeometry place;
    private final RulerView view;
    private final Palette palette;

    RulerPainter(GraphicsContext g, RulerGeometry place, RulerView view) {
        this.g = g;
        this.place = place;
        this.view = view;
        this.palette = view.palette();
    }

    void paint() {
        for (var slice : view.usage().slices()) {
            slice(slice);
        }
        edge();
        below();
        limits();
        view.usage().cycles().forEach(this::bracket);
        pointer();
        selected();
    }

    private void slice(Slice slice) {
        double high = place.y(slice.end());
        double low = place.y(slice.start());
        boolean faint = !view.module().isEmpty() && !view.module().equals(slice.module());
        g.setGlobalAlpha(faint ? FAINT : 1);
        g.setFill(fill(slice));
        g.fillRect(place.left(), high, place.width(), low - high);
        g.setGlobalAlpha(1);
        if (low - high > 3) {
            g.setFill(palette.background());
            g.fillRect(place.left(), low - 0.75, place.width(), 0.75);
        }
    }

    private Color fill(Slice slice) {
        return switch (slice.owner()) {
            case FREE -> palette.surface();
            case UNATTRIBUTED -> view.colours().of("");
            case FRAME, TRAP_FRAME, BASE -> view.colours().of(slice.module());
        };
    }

    private void edge() {
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeRect(place.left() - 0.5, place.top() - 0.5, place.width() + 1, place.bottom() - place.top() + 1);
    }

    /// The page below: hatched if it is a guard page, empty if it is something else.
    private void below() {
        double high = place.bottom() + 1;
        double height = place.guard() - high;
        if (view.guarded()) {
            hatch(high, height);
        }
        g.setStroke(view.guarded() ? palette.guard() : palette.border());
        g.setLineWidth(1.5);
        g.strokeRect(place.left(), high, place.width(), height);
        g.setFill(view.guarded() ? palette.guard() : palette.muted());
        g.setFont(Font.font(Fonts.words(), SMALL));
        text(
                view.guarded() ? "guard page" : "next page",
                (place.left() + place.right()) / 2,
                place.guard() + 9,
                TextAlignment.CENTER);
    }

    private void hatch(double high, double height) {
        g.save();
        g.beginPath();
        g.rect(place.left(), high, place.width(), height);
        g.clip();
        g.setFill(palette.guard().deriveColor(0, 1, 1, palette.dark() ? 0.14 : 0.08));
        g.fillRect(place.left(), high, place.width(), height);
        g.setStroke(palette.guard());
        g.setLineWidth(1.6);
        for (double x = place.left() - height; x < place.right(); x += HATCH) {
            g.strokeLine(x, high + height, x + height, high);
        }
        g.restore();
    }

    private void limits() {
        g.setFill(palette.muted());
        g.setFont(Font.font(Fonts.data(), SMALL));
        text(Words.address(view.usage().base()), place.left() - 8, place.top() + 6, TextAlignment.RIGHT);
        text(Words.address(view.usage().limit()), place.left() - 8, place.bottom() - 6, TextAlignment.RIGHT);
        g.setFont(Font.font(Fonts.words(), SMALL));
        text("base", place.left() - 8, place.top() + 20, TextAlignment.RIGHT);
        text("limit", place.left() - 8, place.bottom() - 20, TextAlignment.RIGHT);
    }

    private void bracket(Cycle cycle) {
        double high = extreme(cycle, true);
        double low = extreme(cycle, false);
        if (Double.isNaN(high) || Double.isNaN(low) || low - high < 4) {
            return;
        }
        double x = place.right() + 6;
        g.setStroke(palette.muted());
        g.setLineWidth(1.2);
        g.strokePolyline(new double[] {x, x + 6, x + 6, x}, new double[] {high + 1, high + 1, low - 1, low - 1}, 4);
        double middle = (high + low) / 2;
        g.setFill(palette.text());
        g.setFont(Font.font(Fonts.words(), FontWeight.BOLD, LARGE));
        text("×" + cycle.rounds(), x + 14, middle - 8, TextAlignment.LEFT);
        g.setFill(palette.muted());
        g.setFont(Font.font(Fonts.words(), SMALL));
        text(Words.number(cycle.bytesPerRound()) + " B each", x + 14, middle + 8, TextAlignment.LEFT);
    }

    /// The upper or lower edge of what a cycle's frames own.
    private double extreme(Cycle cycle, boolean upper) {
        Predicate<Slice> inside = slice -> slice.frame() >= cycle.first() && slice.frame() < cycle.end();
        var ends = view.usage().slices().stream()
                .filter(inside)
                .mapToDouble(slice -> place.y(upper ? slice.end() : slice.start()));
        return (upper ? ends.min() : ends.max()).orElse(Double.NaN);
    }

    private void pointer() {
        if (!view.overflowed() && !view.onStack()) {
            return;
        }
        double y = view.onStack() ? place.y(view.stackPointer()) : belowLimit();
        g.setFill(view.overflowed() ? palette.guard() : palette.accent());
        double x = place.left() - 3;
        g.fillPolygon(new double[] {x - 9, x, x - 9}, new double[] {y - 5, y, y + 5}, 3);
        g.setFont(Font.font(Fonts.words(), FontWeight.BOLD, NORMAL));
        text("ESP", x - 13, y, TextAlignment.RIGHT);
    }

    /// Where ESP is marked below the limit: in the middle of the guard page, which is not to scale.
    private double belowLimit() {
        return (place.bottom() + place.guard()) / 2;
    }

    private void selected() {
        for (var slice : view.usage().slices()) {
            if (slice.frame() >= 0 && slice.frame() == view.frame()) {
                outline(place.y(slice.end()), place.y(slice.start()));
            }
        }
    }

    private void outline(double high, double low) {
        double height = Math.max(3, low - high);
        g.setStroke(palette.background());
        g.setLineWidth(4);
        g.strokeRect(place.left() - 3, high - 1, place.width() + 6, height + 1);
        g.setStroke(palette.text());
        g.setLineWidth(2);
        g.strokeRect(place.left() - 3, high - 1, place.width() + 6, height + 1);
    }

    private void text(String words, double x, double y, TextAlignment alignment) {
        g.setTextAlign(alignment);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(words, x, y);
    }
}
