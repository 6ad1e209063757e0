package dev.gotstack.ui.action;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// Everything the user can do, declared once.
public final class Actions {
    private static final List<FileChoice.Kind> DUMPS = List.of(
            FileChoice.Kind.of("Crash dumps", "*.dmp", "*.DMP", "*.zip", "*.cab", "*.gz", "*.xz"),
            FileChoice.Kind.of("All files", "*"));
    private static final List<FileChoice.Kind> SYMBOLS = List.of(
            FileChoice.Kind.of("Symbols", "*.pdb", "*.json", "*.json.xz"), FileChoice.Kind.of("All files", "*"));
    private static final List<FileChoice.Kind> CHARTS = List.of(
            FileChoice.Kind.of("SVG drawing", "*.svg"),
            FileChoice.Kind.of("PNG image", "*.png"),
            FileChoice.Kind.of("PDF page", "*.pdf"));

    private final AnalysisModel model;
    private final Theme theme;
    private final Shell shell;
    private final ChartSaver charts;
    private final List<Action> all = new ArrayList<>();

    /// For panes without a window around them.
    public Actions(AnalysisModel model, Theme theme) {
        this(model, theme, Shell.NONE, (analysis, target) -> {});
    }

    public Actions(AnalysisModel model, Theme theme, Shell shell, ChartSaver charts) {
        this.model = model;
        this.theme = theme;
        this.shell = shell;
        this.charts = charts;
        declareFile();
        declareGo();
        declareView();
        declareRest();
    }

    public Theme theme() {
        return theme;
    }

    public AnalysisModel model() {
        return model;
    }

    /// All actions, in the order of menus.
    public List<Action> all() {
        return List.copyOf(all);
    }

    /// The actions of a group, in the order of menus.
    public List<Action> group(String group) {
        return all.stream().filter(action -> action.group().equals(group)).toList();
    }

    /// An action by its id.
    public Action action(String id) {
        return all.stream()
                .filter(action -> action.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }

    /// The action that leads to a pane.
    public Action show(PaneKind pane) {
        return action(idOf(pane));
    }

    private void declareFile() {
        add("file.open", "Open…", MaterialDesignF.FOLDER_OPEN_OUTLINE, "Shortcut+O", always(), this::open);
        add("file.export", "Export chart…", MaterialDesignT.TRAY_ARROW_DOWN, "Shortcut+E", hasUsage(), this::export);
        add("file.symbols", "Add symbols…", MaterialDesignT.TAG_PLUS_OUTLINE, null, hasDump(), this::addSymbols);
        add(
                "file.cancel",
                "Cancel what is running",
                MaterialDesignC.CLOSE,
                null,
                working(),
                () -> model.work().cancel());
        add("file.close", "Close", MaterialDesignC.CLOSE, "Shortcut+W", always(), this::close);
    }

    private void declareGo() {
        add(
                "go.back",
                "Back",
                MaterialDesignC.CHEVRON_LEFT,
                "Alt+Left",
                back(),
                () -> model.navigation().goBack());
        add(
                "go.forward",
                "Forward",
                MaterialDesignC.CHEVRON_RIGHT,
                "Alt+Right",
                forward(),
                () -> model.navigation().goForward());
        add(
                "go.address",
                "Go to address or symbol",
                MaterialDesignM.MAGNIFY,
                "Shortcut+G",
                hasDump(),
                shell::focusAddress);
    }

    private void declareView() {
        for (var pane : PaneKind.values()) {
            add(idOf(pane), pane.title(), null, "Alt+" + pane.digit(), hasDump(), () -> shell.show(pane));
        }
        add("view.reset", "Reset layout", MaterialDesignV.VIEW_QUILT_OUTLINE, null, always(), shell::resetLayout);
    }

    private void declareRest() {
        add(
                "theme.toggle",
                "Switch between light and dark",
                MaterialDesignT.THEME_LIGHT_DARK,
                null,
                always(),
                this::toggleTheme);
        add(
                "theme.light",
                "Light theme",
                MaterialDesignW.WHITE_BALANCE_SUNNY,
                null,
                always(),
                () -> theme.choose(Theme.Choice.LIGHT));
        add(
                "theme.dark",
                "Dark theme",
                MaterialDesignW.WEATHER_NIGHT,
                null,
                always(),
                () -> theme.choose(Theme.Choice.DARK));
        add(
                "theme.system",
                "Theme of the system",
                MaterialDesignM.MONITOR,
                null,
                always(),
                () -> theme.choose(Theme.Choice.SYSTEM));
        add("help.palette", "All actions…", MaterialDesignA.APPS, "Shortcut+Shift+P", always(), shell::showPalette);
        add("help.keys", "Keyboard reference", MaterialDesignK.KEYBOARD_OUTLINE, "F1", always(), shell::showKeys);
    }

    private void add(
            String id,
            String text,
            @Nullable Ikon icon,
            @Nullable String key,
            ObservableBooleanValue enabled,
            Runnable run) {
        var combination = key == null ? null : KeyCombination.valueOf(key);
        all.add(new Action(id, text, icon, combination, enabled, run));
    }

    private static String idOf(PaneKind pane) {
        return "view." + pane.name().toLowerCase(Locale.ROOT);
    }

    private void open() {
        shell.files().open("Open a crash dump", DUMPS).ifPresent(model::open);
    }

    /// Lets the user point at a file of symbols, and looks again at everything with it. The commands that do it stand
    /// in the command window.
    private void addSymbols() {
        shell.files()
                .open("Symbols for a module", SYMBOLS)
                .ifPresent(file -> model.follow(".sympath+ \"" + file + "\"; .reload"));
    }

    /// Closes what is open, and the window when nothing is.
    private void close() {
        if (model.analysisProperty().get() == null) {
            shell.closeWindow();
        } else {
            model.close();
        }
    }

    private void toggleTheme() {
        theme.choose(theme.palette().dark() ? Theme.Choice.LIGHT : Theme.Choice.DARK);
    }

    private void export() {
        var analysis = model.analysisProperty().get();
        if (analysis != null) {
            shell.files().save("Export the chart", chartName(), CHARTS).ifPresent(target -> save(analysis, target));
        }
    }

    private void save(Analysis analysis, Path target) {
        model.work()
                .start(
                        "Writing " + target.getFileName(),
                        progress -> {
                            charts.save(analysis, target);
                            return target;
                        },
                        written -> shell.done("The chart was written to " + written),
                        failure -> shell.problem(
                                "The chart could not be written to " + target + ": " + failure.getMessage(),
                                "The dump is still open; choose another place or format."));
    }

    private String chartName() {
        var file = model.fileProperty().get();
        var name = file == null ? "dump" : String.valueOf(file.getFileName());
        return name.replaceFirst("\\.[^.]*$", "") + "-stack.svg";
    }

    private static ObservableBooleanValue always() {
        return new SimpleBooleanProperty(true);
    }

    private ObservableBooleanValue hasDump() {
        return model.analysisProperty().isNotNull();
    }

    private ObservableBooleanValue hasUsage() {
        return Bindings.createBooleanBinding(
                () -> {
                    var analysis = model.analysisProperty().get();
                    return analysis != null && analysis.usage().isPresent();
                },
                model.analysisProperty());
    }

    private ObservableBooleanValue working() {
        return model.work().runningProperty();
    }

    private ObservableBooleanValue back() {
        return model.navigation().canGoBackProperty();
    }

    private ObservableBooleanValue forward() {
        return model.navigation().canGoForwardProperty();
    }
}
