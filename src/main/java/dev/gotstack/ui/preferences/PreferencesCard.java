package dev.gotstack.ui.preferences;

import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Theme;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What the program does by default. Whatever is changed holds at once and for the runs to come.
public final class PreferencesCard {
    private static final double WIDTH = 560;
    private static final int PERCENT = 100;
    private static final int ROWS = 3;

    private final Settings settings;
    private final Theme theme;
    private final String usualFolder;

    private PreferencesCard(Settings settings, Theme theme, String usualFolder) {
        this.settings = settings;
        this.theme = theme;
        this.usualFolder = usualFolder;
    }

    /// @param usualFolder where sessions lie if the user says nothing
    /// @param reset puts panes and dividers where they were at first
    public static void show(Settings settings, Theme theme, String usualFolder, Runnable reset, Overlay overlay) {
        new PreferencesCard(settings, theme, usualFolder).show(reset, overlay);
    }

    private void show(Runnable reset, Overlay overlay) {
        var themes = themes();
        var fields = new VBox(
                field(UiText.of("preferences.theme"), themes, ""),
                field(UiText.of("preferences.zoom"), zooms(), UiText.of("preferences.zoom.help")),
                field(UiText.of("preferences.symbols"), symbols(), UiText.of("preferences.symbols.help")),
                field(UiText.of("preferences.folder"), folder(), UiText.of("preferences.folder.help")),
                beside(),
                field(UiText.of("preferences.recent"), recent(), ""));
        fields.getStyleClass().add("report-fields");
        var scroll = new ScrollPane(fields);
        scroll.setFitToWidth(true);
        scroll.prefViewportHeightProperty().bind(fields.heightProperty());
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.getStyleClass().add("edge-to-edge");
        var layout = new Button(UiText.of("preferences.reset"));
        layout.setId("preferences-reset");
        layout.setOnAction(event -> reset.run());
        var close = new Button(UiText.of("preferences.close"));
        close.setId("preferences-close");
        close.getStyleClass().add("accent");
        close.setOnAction(event -> overlay.hide());
        var buttons = new HBox(close, layout);
        buttons.getStyleClass().add("report-buttons");
        var card = new VBox(Texts.styled(UiText.of("preferences.title"), "card-title"), scroll, buttons);
        card.setId("preferences");
        card.setMaxWidth(WIDTH);
        overlay.show(card, themes);
    }

    private static VBox field(String title, Node control, String help) {
        var label = Texts.styled(title, "field-title");
        label.setLabelFor(control);
        control.setAccessibleText(title);
        var field = new VBox(label, control);
        field.getStyleClass().add("report-field");
        if (!help.isEmpty()) {
            control.setAccessibleHelp(help);
            field.getChildren().add(Texts.wrapped(help, "muted", "small"));
        }
        return field;
    }

    private ComboBox<String> themes() {
        var choices = new ComboBox<String>();
        choices.setId("preference-theme");
        for (var choice : Theme.Choice.values()) {
            choices.getItems().add(words(choice));
        }
        choices.getSelectionModel().select(theme.choiceProperty().get().ordinal());
        choices.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> theme.choose(Theme.Choice.values()[Math.max(0, index.intValue())]));
        return choices;
    }

    private static String words(Theme.Choice choice) {
        return switch (choice) {
            case SYSTEM -> UiText.of("preferences.theme.system");
            case LIGHT -> UiText.of("preferences.theme.light");
            case DARK -> UiText.of("preferences.theme.dark");
        };
    }

    private ComboBox<String> zooms() {
        var choices = new ComboBox<String>();
        choices.setId("preference-zoom");
        Theme.ZOOMS.forEach(zoom -> choices.getItems().add(percent(zoom)));
        choices.getSelectionModel().select(percent(theme.zoom()));
        choices.getSelectionModel().selectedIndexProperty().subscribe(index -> {
            if (index.intValue() >= 0) {
                theme.zoomTo(Theme.ZOOMS.get(index.intValue()));
            }
        });
        return choices;
    }

    private static String percent(double zoom) {
        return UiText.of("percent", Math.round(zoom * PERCENT));
    }

    private TextArea symbols() {
        var area = new TextArea(settings.get(Preference.SYMBOLS, ""));
        area.setId("preference-symbols");
        area.setPrefRowCount(ROWS);
        area.setPromptText("srv*C:\\symbols*https://msdl.microsoft.com/download/symbols");
        area.textProperty().subscribe(text -> settings.put(Preference.SYMBOLS, text));
        return area;
    }

    private TextField folder() {
        var field = new TextField(settings.get(Preference.SESSIONS, ""));
        field.setId("preference-sessions");
        field.setPromptText(usualFolder);
        field.textProperty().subscribe(text -> settings.put(Preference.SESSIONS, text.strip()));
        return field;
    }

    private CheckBox beside() {
        var box = new CheckBox(UiText.of("preferences.beside"));
        box.setId("preference-beside");
        box.setAlignment(Pos.CENTER_LEFT);
        box.setSelected(settings.get(Preference.BESIDE, "").equals("true"));
        box.selectedProperty().subscribe(chosen -> settings.put(Preference.BESIDE, String.valueOf(chosen)));
        return box;
    }

    private Spinner<Integer> recent() {
        var files = new RecentFiles(settings);
        var spinner = new Spinner<Integer>(0, RecentFiles.MOST, files.count());
        spinner.setId("preference-recent");
        spinner.setEditable(true);
        spinner.valueProperty().subscribe(number -> {
            if (number != null && number != files.count()) {
                files.keep(number);
            }
        });
        return spinner;
    }
}
