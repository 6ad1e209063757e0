package dev.gotstack.ui.action;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Theme;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/// What concerns the window itself: its size on the screen, its panes, its help.
final class WindowActions {
    private final AnalysisModel model;
    private final Theme theme;
    private final Shell shell;

    WindowActions(AnalysisModel model, Theme theme, Shell shell) {
        this.model = model;
        this.theme = theme;
        this.shell = shell;
    }

    List<Action> view() {
        return List.of(
                action(
                        "view.larger",
                        MaterialDesignM.MAGNIFY_PLUS_OUTLINE,
                        "Shortcut+Plus",
                        larger(),
                        () -> theme.zoomBy(true)),
                action(
                        "view.smaller",
                        MaterialDesignM.MAGNIFY_MINUS_OUTLINE,
                        "Shortcut+Minus",
                        smaller(),
                        () -> theme.zoomBy(false)),
                action("view.usual", MaterialDesignM.MAGNIFY, "Shortcut+0", always(), () -> theme.zoomTo(1)),
                action("view.float", MaterialDesignD.DOCK_WINDOW, "F11", dump(), shell::floatPane),
                action("view.reset", MaterialDesignV.VIEW_QUILT_OUTLINE, null, always(), shell::resetLayout));
    }

    List<Action> go() {
        return List.of(
                action("go.find", MaterialDesignF.FILE_FIND_OUTLINE, "Shortcut+F", dump(), shell::find),
                action("go.pane", MaterialDesignD.DOCK_RIGHT, "F6", dump(), () -> shell.nextPane(1)),
                action("go.pane-before", MaterialDesignD.DOCK_LEFT, "Shift+F6", dump(), () -> shell.nextPane(-1)));
    }

    List<Action> help() {
        return List.of(
                action("help.explain", MaterialDesignH.HELP_CIRCLE_OUTLINE, "F1", always(), shell::explain),
                action(
                        "help.proof",
                        MaterialDesignI.INFORMATION_OUTLINE,
                        "Shortcut+Shift+D",
                        dump(),
                        shell::showProofs),
                action("help.tour", MaterialDesignM.MAP_MARKER_PATH, "Shift+F1", always(), shell::startTour),
                action(
                        "help.preferences",
                        MaterialDesignC.COG_OUTLINE,
                        "Shortcut+Comma",
                        always(),
                        shell::showPreferences));
    }

    private static Action action(
            String id, Ikon icon, @Nullable String key, ObservableBooleanValue enabled, Runnable run) {
        return new Action(
                id, UiText.of("action." + id), icon, key == null ? null : KeyCombination.valueOf(key), enabled, run);
    }

    private static ObservableBooleanValue always() {
        return new SimpleBooleanProperty(true);
    }

    private ObservableBooleanValue dump() {
        return model.analysisProperty().isNotNull();
    }

    private ObservableBooleanValue larger() {
        return theme.zoomProperty().lessThan(Theme.ZOOMS.getLast());
    }

    private ObservableBooleanValue smaller() {
        return theme.zoomProperty().greaterThan(Theme.ZOOMS.getFirst());
    }
}
