package dev.gotstack.ui.threads;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.windows.KernelProcess;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableRow;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/// Processes and their threads, read in the background when the pane is first laid out. A click on a thread shows its
/// stack.
public final class ThreadsPane extends BorderPane {
    private final AnalysisModel model;
    private final TreeTableView<ThreadRow> table = new TreeTableView<>();
    private final Label empty = EmptyState.label("");
    private final Background reading = new Background();
    private @Nullable Analysis shown;

    public ThreadsPane(AnalysisModel model, Actions actions) {
        this.model = model;
        getStyleClass().addAll("pane", "threads-pane");
        table.setId("threads");
        table.setAccessibleText(UiText.of("threads.table"));
        table.getStyleClass().add("pane-table");
        table.setShowRoot(false);
        table.setPlaceholder(empty);
        var columns = table.getColumns();
        columns.add(column(UiText.of("threads.name"), 180, false, ThreadRow::name));
        columns.add(column(UiText.of("threads.id"), 76, true, ThreadRow::id));
        columns.add(column(UiText.of("threads.state"), 180, false, ThreadRow::state));
        columns.add(column(UiText.of("threads.limit"), 96, true, ThreadRow::limit));
        columns.add(column(UiText.of("threads.base"), 96, true, ThreadRow::base));
        columns.add(column(UiText.of("threads.saved"), 86, true, ThreadRow::saved));
        table.setRowFactory(view -> new Row());
        table.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        ObservableValue<String> reason =
                model.analysisProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(table, reason));
        model.analysisProperty().subscribe(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        var analysis = model.analysisProperty().get();
        if (analysis != shown) {
            shown = analysis;
            read(analysis);
        }
    }

    private void read(@Nullable Analysis analysis) {
        reading.cancel();
        table.setRoot(null);
        empty.setText(UiText.of("threads.reading"));
        if (analysis != null) {
            reading.start(
                    () -> ThreadList.read(analysis),
                    this::fill,
                    failure -> empty.setText(UiText.of("threads.failed", String.valueOf(failure.getMessage()))));
        }
    }

    private void fill(Map<KernelProcess, List<ThreadRow>> all) {
        var root = new TreeItem<>(new ThreadRow(null, null, -1));
        all.forEach((process, threads) -> {
            var item = new TreeItem<>(new ThreadRow(process, null, -1));
            threads.forEach(thread -> item.getChildren().add(new TreeItem<>(thread)));
            item.setExpanded(threads.stream().anyMatch(ThreadRow::isCurrent) || all.size() <= 4);
            root.getChildren().add(item);
        });
        table.setRoot(root.getChildren().isEmpty() ? null : root);
        empty.setText(UiText.of("threads.none"));
    }

    private void chosen(@Nullable TreeItem<ThreadRow> item) {
        var thread = item == null ? null : item.getValue().thread();
        if (thread != null) {
            long saved = thread.stack().saved();
            model.showMemory(
                    thread.stack().contains(saved) ? saved : thread.stack().limit(), 0);
        }
    }

    private static TreeTableColumn<ThreadRow, String> column(
            String title, double width, boolean mono, Function<ThreadRow, String> value) {
        var column = new TreeTableColumn<ThreadRow, String>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(
                data -> new ReadOnlyObjectWrapper<>(value.apply(data.getValue().getValue())));
        column.setCellFactory(view -> new Cell(mono));
        return column;
    }

    private static final class Cell extends TreeTableCell<ThreadRow, String> {
        Cell(boolean mono) {
            if (mono) {
                Mono.apply(this);
            }
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty || text == null ? "" : text);
        }
    }

    private static final class Row extends TreeTableRow<ThreadRow> {
        @Override
        protected void updateItem(@Nullable ThreadRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().remove("current-row");
            if (row != null && row.isCurrent()) {
                getStyleClass().add("current-row");
            }
        }
    }
}
