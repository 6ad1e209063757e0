package dev.gotstack.ui.action;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.StoryText;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignW;

/// Everything the user can do, declared once.
public final class Actions {

    private final AnalysisModel model;
    private final Theme theme;
    private final Shell shell;
    private final ChartSaver charts;
    private final Settings settings;
    private final ByHand byHand;
    private final NoteActions notes;
    private final WindowActions windows;
    private final List<Action> all = new ArrayList<>();

    /// For panes without a window around them.
    public Actions(AnalysisModel model, Theme theme) {
        this(model, theme, Shell.NONE, (analysis, omission, target) -> {});
    }

    public Actions(AnalysisModel model, Theme theme, Shell shell, ChartSaver charts) {
        this.model = model;
        this.theme = theme;
        this.shell = shell;
        this.charts = charts;
        this.settings = shell.settings();
        this.byHand = new ByHand(model, shell);
        this.notes = new NoteActions(model, shell, byHand);
        this.windows = new WindowActions(model, theme, shell);
        declareFile();
        declareGo();
        all.addAll(windows.go());
        all.addAll(FrameActions.of(byHand, model, shell));
        all.addAll(notes.all());
        declareView();
        declareCommand();
        declareRest();
    }

    public Theme theme() {
        return theme;
    }

    public AnalysisModel model() {
        return model;
    }

    /// What is remembered from one run to the next.
    public Settings settings() {
        return settings;
    }

    /// What can be done by hand with slots and frames.
    public ByHand byHand() {
        return byHand;
    }

    /// Notes and bookmarks.
    public NoteActions notes() {
        return notes;
    }

    /// Shows an address: code in the disassembly, anything else in memory.
    public void goTo(long address) {
        var open = model.analysisProperty().get();
        if (open != null && open.kernel().modules().isCode(address)) {
            model.showCode(address);
            shell.show(PaneKind.DISASSEMBLY);
        } else {
            model.showMemory(address, 0);
            shell.show(PaneKind.MEMORY);
        }
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
        add("file.open", MaterialDesignF.FOLDER_OPEN_OUTLINE, "Shortcut+O", always(), this::open);
        add("file.export", MaterialDesignT.TRAY_ARROW_DOWN, "Shortcut+E", hasUsage(), this::export);
        add("file.report", MaterialDesignF.FILE_DOCUMENT_OUTLINE, "Shortcut+Shift+E", hasDump(), shell::showReport);
        add("file.copyStory", MaterialDesignC.CONTENT_COPY, null, hasDump(), this::copyStory);
        add("file.symbols", MaterialDesignT.TAG_PLUS_OUTLINE, null, hasDump(), this::addSymbols);
        add(
                "file.cancel",
                MaterialDesignC.CLOSE,
                null,
                working(),
                () -> model.work().cancel());
        add("file.close", MaterialDesignC.CLOSE, "Shortcut+W", always(), this::close);
    }

    private void declareGo() {
        add(
                "go.back",
                MaterialDesignC.CHEVRON_LEFT,
                "Alt+Left",
                back(),
                () -> model.navigation().goBack());
        add(
                "go.forward",
                MaterialDesignC.CHEVRON_RIGHT,
                "Alt+Right",
                forward(),
                () -> model.navigation().goForward());
        add("go.address", MaterialDesignM.MAGNIFY, "Shortcut+G", hasDump(), shell::focusAddress);
    }

    private void declareView() {
        for (var pane : PaneKind.values()) {
            var key = KeyCombination.valueOf("Alt+" + pane.digit());
            all.add(new Action(idOf(pane), pane.title(), null, key, hasDump(), () -> shell.show(pane)));
        }
        add("view.what-if", MaterialDesignC.CHART_TIMELINE_VARIANT, "Alt+W", hasUsage(), shell::askWhatIf);
        all.addAll(windows.view());
    }

    private void declareCommand() {
        add(
                "command.stop",
                MaterialDesignS.STOP,
                "Ctrl+Pause",
                model.commands().busyProperty(),
                () -> model.commands().cancel());
        add("command.clear", MaterialDesignE.ERASER, "Shortcut+L", hasDump(), shell::clearOutput);
        add("command.log", MaterialDesignN.NOTEBOOK_OUTLINE, null, hasDump(), this::log);
        add("command.save", MaterialDesignC.CONTENT_SAVE_OUTLINE, null, hasDump(), this::saveOutput);
    }

    private void declareRest() {
        add("theme.toggle", MaterialDesignT.THEME_LIGHT_DARK, null, always(), this::toggleTheme);
        add("theme.light", MaterialDesignW.WHITE_BALANCE_SUNNY, null, always(), () -> theme.choose(Theme.Choice.LIGHT));
        add("theme.dark", MaterialDesignW.WEATHER_NIGHT, null, always(), () -> theme.choose(Theme.Choice.DARK));
        add("theme.system", MaterialDesignM.MONITOR, null, always(), () -> theme.choose(Theme.Choice.SYSTEM));
        all.addAll(windows.help());
        add("help.palette", MaterialDesignA.APPS, "Shortcut+Shift+P", always(), shell::showPalette);
        add("help.keys", MaterialDesignK.KEYBOARD_OUTLINE, "Shortcut+F1", always(), shell::showKeys);
    }

    private void add(
            String id, @Nullable Ikon icon, @Nullable String key, ObservableBooleanValue enabled, Runnable run) {
        var combination = key == null ? null : KeyCombination.valueOf(key);
        all.add(new Action(id, UiText.of("action." + id), icon, combination, enabled, run));
    }

    private static String idOf(PaneKind pane) {
        return "view." + pane.name().toLowerCase(Locale.ROOT);
    }

    private void open() {
        shell.files().open(UiText.of("file.open.choose"), FileKinds.dumps()).ifPresent(model::open);
    }

    /// Lets the user point at a file of symbols, and looks again at everything with it. The commands that do it stand
    /// in the command window.
    private void addSymbols() {
        shell.files()
                .open(UiText.of("file.symbols.choose"), FileKinds.symbols())
                .ifPresent(file -> model.follow(".sympath+ \"" + file + "\"; .reload"));
    }

    /// What is typed and printed from now on goes to a file as well.
    private void log() {
        shell.files()
                .save(UiText.of("file.log.choose"), baseName() + ".log", FileKinds.texts())
                .ifPresent(target -> {
                    if (target.toString().indexOf('"') >= 0) {
                        shell.problem(UiText.of("file.log.quoted", target), UiText.of("file.log.quoted.works"));
                    } else {
                        model.follow(".logopen \"" + target + "\"");
                    }
                });
    }

    private void saveOutput() {
        shell.files()
                .save(UiText.of("file.output.choose"), baseName() + ".txt", FileKinds.texts())
                .ifPresent(target -> {
                    var entries = List.copyOf(model.console());
                    write(target, UiText.of("file.output"), UiText.of("file.output.works"), () -> {
                        try (var out = Files.newBufferedWriter(target)) {
                            for (var entry : entries) {
                                out.write(entry.text());
                            }
                        }
                    });
                });
    }

    private void copyStory() {
        var analysis = model.analysisProperty().get();
        if (analysis != null) {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, StoryText.of(analysis)));
            shell.done(UiText.of("file.story-copied"));
        }
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
            shell.files()
                    .save(UiText.of("file.chart.choose"), chartName(), FileKinds.charts())
                    .ifPresent(target -> save(analysis, target));
        }
    }

    private void save(Analysis analysis, Path target) {
        var omission = model.omissionProperty().get();
        write(
                target,
                UiText.of("file.chart"),
                UiText.of("file.still-open"),
                () -> charts.save(analysis, omission, target));
    }

    /// What writes a file.
    private interface Writing {
        void run() throws IOException;
    }

    /// Writes a file in the background.
    ///
    /// @param works what still works if it fails
    private void write(Path target, String what, String works, Writing writing) {
        model.work()
                .start(
                        UiText.of("file.writing", target.getFileName()),
                        progress -> {
                            writing.run();
                            return target;
                        },
                        written -> shell.done(UiText.of("file.written", what, written)),
                        failure -> shell.problem(
                                UiText.of("file.not-written", what, target, String.valueOf(failure.getMessage())),
                                works));
    }

    private String chartName() {
        return baseName() + "-stack.svg";
    }

    private String baseName() {
        var file = model.fileProperty().get();
        var name = file == null ? "dump" : String.valueOf(file.getFileName());
        return name.replaceFirst("\\.[^.]*$", "");
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
