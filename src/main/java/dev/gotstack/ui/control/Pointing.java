package dev.gotstack.ui.control;

import dev.gotstack.model.AnalysisModel;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// What one pane points at: while the mouse rests on something of a frame, every other pane shows that frame, and
/// afterwards again what they showed before.
public final class Pointing {
    private static final Duration REST = Duration.millis(140);
    private static final int NOTHING = -1;

    private final AnalysisModel model;
    private final PauseTransition rest = new PauseTransition(REST);
    private int frame = NOTHING;
    private boolean telling;

    public Pointing(AnalysisModel model) {
        this.model = model;
    }

    /// The mouse is on something of a frame, or of none (-1). Others are told once it rests there.
    public void moved(int wanted) {
        if (wanted != frame) {
            frame = wanted;
            rest.stop();
            rest.setOnFinished(finished -> tell());
            rest.playFromStart();
        }
    }

    /// The keyboard is on something of a frame, or of none (-1).
    public void stepped(int wanted) {
        rest.stop();
        frame = wanted;
        tell();
    }

    /// Nothing is pointed at any more.
    public void left() {
        stepped(NOTHING);
    }

    /// What is pointed at was picked: it stays, whatever else happens.
    public void picked() {
        rest.stop();
    }

    public int frame() {
        return frame;
    }

    /// Whether a change of the selection comes from here: the pane that points must not move under the mouse.
    public boolean isTelling() {
        return telling;
    }

    private void tell() {
        telling = true;
        try {
            if (frame >= 0) {
                model.pointAtFrame(frame);
            } else {
                model.pointAway();
            }
        } finally {
            telling = false;
        }
    }

    /// The item of the list's cell that the mouse is on.
    public static <T> Optional<T> item(MouseEvent event, Class<T> type) {
        @Nullable Node node = event.getTarget() instanceof Node target ? target : null;
        while (node != null) {
            if (node instanceof ListCell<?> cell) {
                return Optional.ofNullable(cell.getItem())
                        .filter(type::isInstance)
                        .map(type::cast);
            }
            node = node.getParent();
        }
        return Optional.empty();
    }
}
