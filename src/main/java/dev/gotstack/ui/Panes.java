package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.EmptyNote;
import javafx.scene.layout.Region;

/// Makes the panes that other packages own. The one place that names them.
final class Panes {
    private Panes() {}

    static Region memory(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.MEMORY);
    }

    static Region registers(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.REGISTERS);
    }

    static Region disassembly(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.DISASSEMBLY);
    }

    static Region modules(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.MODULES);
    }

    static Region threads(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.THREADS);
    }

    static Region console(AnalysisModel model, Actions actions) {
        return placeholder(PaneKind.COMMAND);
    }

    private static Region placeholder(PaneKind pane) {
        var note = new EmptyNote(pane.title() + " is not part of this build yet.");
        note.setFocusTraversable(true);
        return note;
    }
}
