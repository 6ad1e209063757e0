package dev.gotstack.ui.action;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.theme.Theme;

/// Everything the user can do, declared once.
public final class Actions {
    private final AnalysisModel model;
    private final Theme theme;

    public Actions(AnalysisModel model, Theme theme) {
        this.model = model;
        this.theme = theme;
    }

    public Theme theme() {
        return theme;
    }

    public AnalysisModel model() {
        return model;
    }
}
