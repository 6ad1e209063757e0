package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import java.io.File;
import java.util.Locale;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Lets dumps be dropped onto a node.
final class Drops {
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("drop");

    private Drops() {}

    static void onto(Node target, AnalysisModel model) {
        target.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (dump(event.getDragboard()).isPresent()) {
                event.acceptTransferModes(TransferMode.COPY);
                target.pseudoClassStateChanged(OVER, true);
                event.consume();
            }
        });
        target.addEventHandler(DragEvent.DRAG_EXITED, event -> target.pseudoClassStateChanged(OVER, false));
        target.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            var dump = dump(event.getDragboard());
            target.pseudoClassStateChanged(OVER, false);
            dump.ifPresent(file -> model.open(file.toPath()));
            event.setDropCompleted(dump.isPresent());
            event.consume();
        });
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
