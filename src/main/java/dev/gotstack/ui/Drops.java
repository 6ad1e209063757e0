package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Lets dumps be dropped onto a node.
final class Drops {
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("drop");

    private final Node target;
    private final Consumer<Path> open;
    /// How often something was dropped, or dragged away.
    private int ended;

    Drops(Node target, Consumer<Path> open) {
        this.target = target;
        this.open = open;
    }

    static void onto(Node target, AnalysisModel model) {
        var drops = new Drops(target, model::open);
        target.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (drops.over(() -> dump(event.getDragboard()))) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        target.addEventHandler(DragEvent.DRAG_EXITED, event -> drops.end());
        target.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            event.setDropCompleted(drops.dropped(dump(event.getDragboard())));
            event.consume();
        });
    }

    /// Something is held over the target. Asking what it is lets the window system do other things meanwhile, as ending
    /// the drag: then the target must not be marked for good.
    boolean over(Supplier<Optional<File>> dragged) {
        int before = ended;
        boolean taken = dragged.get().isPresent();
        target.pseudoClassStateChanged(OVER, taken && before == ended);
        return taken;
    }

    private void end() {
        ended++;
        target.pseudoClassStateChanged(OVER, false);
    }

    boolean dropped(Optional<File> dump) {
        end();
        dump.ifPresent(file -> open.accept(file.toPath()));
        return dump.isPresent();
    }

    /// The first dump among what is dragged; if none is called so, the first file: it may be one all the same.
    private static Optional<File> dump(Dragboard board) {
        var files = board.getFiles();
        return files.stream()
                .filter(file -> file.getName().toLowerCase(Locale.ROOT).endsWith(".dmp"))
                .findFirst()
                .or(() -> files.stream().filter(File::isFile).findFirst());
    }
}
