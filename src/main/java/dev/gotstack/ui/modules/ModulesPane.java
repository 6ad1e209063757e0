package dev.gotstack.ui.modules;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.LoadedModule;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The loaded modules. Enter or a double click shows a module's memory.
public final class ModulesPane extends BorderPane {
    private static final double LEAST_FILTER = 120;

    private final AnalysisModel model;
    private final ObservableList<LoadedModule> modules = FXCollections.observableArrayList();
    private final FilteredList<LoadedModule> filtered = new FilteredList<>(modules);
    private final TableView<LoadedModule> table = new TableView<>();
    private final TextField filter = new TextField();
    private final Label count = new Label();
    private final Label empty = EmptyState.label("");

    public ModulesPane(AnalysisModel model, Actions actions) {
        this.model = model;
        getStyleClass().addAll("pane", "modules-pane");
        filter.setPromptText(UiText.of("modules.filter"));
        filter.setId("modules-filter");
        filter.setPrefColumnCount(20);
        filter.textProperty().subscribe(this::applyFilter);
        count.setMinWidth(USE_PREF_SIZE);
        filter.setMinWidth(LEAST_FILTER);
        count.getStyleClass().add("pane-remark");
        HBox.setHgrow(filter, Priority.NEVER);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var add = ActionControls.button(actions.action("file.symbols"));
        add.getStyleClass().add("small");
        add.setMinWidth(USE_PREF_SIZE);
        var bar = new HBox(filter, count, gap, add);
        bar.getStyleClass().add("pane-header");
        buildTable();
        ObservableValue<String> reason =
                model.analysisProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(new BorderPane(table, bar, null, tried(), null), reason));
        model.analysisProperty().subscribe(this::show);
    }

    /// What was tried to find the selected module's symbols, one line each.
    private Label tried() {
        var lines = new Label();
        lines.setId("symbols-tried");
        lines.getStyleClass().add("pane-note");
        lines.setMaxWidth(Double.MAX_VALUE);
        lines.setWrapText(true);
        table.getSelectionModel().selectedItemProperty().subscribe(module -> {
            lines.setText(module == null ? "" : status(module));
            lines.setManaged(module != null);
            lines.setVisible(module != null);
        });
        return lines;
    }

    private static String status(LoadedModule module) {
        var tried = module.symbols().tried();
        return module.name() + ": " + (tried.isEmpty() ? UiText.of("modules.not-searched") : String.join("\n", tried));
    }

    private void buildTable() {
        table.setId("modules");
        table.setAccessibleText(UiText.of("modules.table"));
        table.getStyleClass().add("pane-table");
        table.setPlaceholder(empty);
        var sorted = new SortedList<>(filtered);
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        var columns = table.getColumns();
        columns.add(text(UiText.of("modules.name"), 80, LoadedModule::name));
        columns.add(text(UiText.of("modules.image"), 104, LoadedModule::imageName));
        columns.add(number(UiText.of("modules.start"), LoadedModule::base, true));
        columns.add(number(UiText.of("modules.end"), module -> module.base() + module.size(), true));
        columns.add(number(UiText.of("modules.size"), LoadedModule::size, false));
        columns.add(text(UiText.of("modules.company"), 170, LoadedModule::company));
        columns.add(text(UiText.of("modules.version"), 112, ModulesPane::version));
        columns.add(symbols());
        table.setRowFactory(view -> row());
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open(table.getSelectionModel().getSelectedItem());
            }
        });
    }

    private static String version(LoadedModule module) {
        return module.image().version().map(info -> info.fixedFileVersion()).orElse("");
    }

    private static TableColumn<LoadedModule, String> text(
            String title, double width, Function<LoadedModule, String> value) {
        var column = new TableColumn<LoadedModule, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(value.apply(data.getValue())));
        return column;
    }

    private static TableColumn<LoadedModule, Long> number(
            String title, Function<LoadedModule, Long> value, boolean hex) {
        var column = new TableColumn<LoadedModule, Long>(title);
        column.setPrefWidth(84);
        column.setCellValueFactory(data -> new ReadOnlyObjectWrapper<>(value.apply(data.getValue())));
        column.setCellFactory(view -> new NumberCell(hex));
        if (!hex) {
            column.getStyleClass().add("number-cell");
        }
        return column;
    }

    private static TableColumn<LoadedModule, ModuleSymbols> symbols() {
        var column = new TableColumn<LoadedModule, ModuleSymbols>(UiText.of("modules.symbols"));
        column.setPrefWidth(110);
        column.setCellValueFactory(
                data -> new ReadOnlyObjectWrapper<>(data.getValue().symbols()));
        column.setCellFactory(view -> new SymbolsCell());
        column.setComparator(java.util.Comparator.comparing(ModuleSymbols::kind));
        return column;
    }

    private TableRow<LoadedModule> row() {
        var row = new TableRow<LoadedModule>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                open(row.getItem());
            }
        });
        return row;
    }

    private void open(@Nullable LoadedModule module) {
        if (module != null) {
            model.showMemory(module.base(), 0);
        }
    }

    private void show(@Nullable Analysis analysis) {
        if (analysis == null) {
            modules.clear();
        } else {
            modules.setAll(analysis.kernel().modules().all());
        }
        applyFilter();
    }

    private void applyFilter() {
        var words = filter.getText().strip().toLowerCase(Locale.ROOT);
        filtered.setPredicate(module -> words.isEmpty() || searched(module).contains(words));
        count.setText(
                modules.isEmpty()
                        ? ""
                        : words.isEmpty()
                                ? Words.count(modules.size(), "module")
                                : UiText.of("modules.filtered", filtered.size(), modules.size()));
        empty.setText(reason(words));
    }

    private String reason(String words) {
        return modules.isEmpty() ? UiText.of("modules.none") : UiText.of("modules.no-match", words);
    }

    private static String searched(LoadedModule module) {
        return String.join(
                        " ",
                        module.name(),
                        module.imageName(),
                        module.path(),
                        module.company(),
                        Places.hex(module.base(), 8))
                .toLowerCase(Locale.ROOT);
    }
}
