package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import java.nio.file.Path;
import java.util.List;

/// placeholder
public final class GotstackApp {
    private GotstackApp() {}

    public static boolean open(List<Path> dumps, AnalysisOptions options) {
        return false;
    }
}
