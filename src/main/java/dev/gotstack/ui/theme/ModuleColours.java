package dev.gotstack.ui.theme;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.Looks;
import java.util.Optional;
import javafx.scene.paint.Color;

/// Which module has which colour: that of the chart.
public final class ModuleColours {
    private static final Color NONE = Color.web("#9aa1a9");

    private final Optional<Looks> looks;

    private ModuleColours(Optional<Looks> looks) {
        this.looks = looks;
    }

    public static ModuleColours of(Analysis analysis) {
        return new ModuleColours(analysis.usage().map(Looks::of));
    }

    /// A module's colour; the kernel's grey for one that has no bytes of the stack.
    public Color of(String module) {
        return looks.map(found -> found.fill(module))
                .map(fill -> Color.rgb(fill.getRed(), fill.getGreen(), fill.getBlue()))
                .orElse(NONE);
    }
}
