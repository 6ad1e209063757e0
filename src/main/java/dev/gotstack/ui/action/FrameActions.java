package dev.gotstack.ui.action;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.UiText;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/// What can be done with the selected frame, or the slot where memory was chosen.
final class FrameActions {
    private FrameActions() {}

    static List<Action> of(ByHand byHand, AnalysisModel model, Shell shell) {
        var actions = new ArrayList<Action>();
        actions.add(new Action(
                "frame.evidence",
                UiText.of("action.frame.evidence"),
                MaterialDesignI.INFORMATION_OUTLINE,
                KeyCombination.valueOf("Shortcut+I"),
                Bindings.createBooleanBinding(
                        () -> byHand.selected().frame().isPresent(),
                        model.selectionProperty(),
                        model.analysisProperty()),
                () -> shell.show(PaneKind.FRAME)));
        for (var deed : Deed.values()) {
            actions.add(new Action(
                    deed.id(),
                    deed.text(),
                    deed.icon(),
                    deed.key(),
                    possible(deed, byHand, model),
                    () -> byHand.run(deed, byHand.selected())));
        }
        actions.add(new Action(
                "frame.reset",
                UiText.of("action.frame.reset"),
                null,
                KeyCombination.valueOf("Shortcut+Shift+U"),
                Bindings.createBooleanBinding(() -> !byHand.corrections().isEmpty(), model.analysisProperty()),
                byHand::reset));
        return actions;
    }

    private static ObservableBooleanValue possible(Deed deed, ByHand byHand, AnalysisModel model) {
        return Bindings.createBooleanBinding(
                () -> byHand.can(deed, byHand.selected()), model.selectionProperty(), model.analysisProperty());
    }
}
