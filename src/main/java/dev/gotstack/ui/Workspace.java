package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.chart.UsagePane;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.stack.DebuggerPane;
import dev.gotstack.ui.stack.ReconstructedPane;
import dev.gotstack.ui.summary.SummaryPane;
import dev.gotstack.ui.task.TaskStripPane;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The panes of an open dump, and the dividers between them.
final class Workspace extends StackPane {
    private static final String COLUMNS = "layout.columns";
    private static final String ROWS = "layout.rows";

    private static final double DEBUGGER = 100;

    private final Settings settings;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final TaskStripPane tasks;
    private final ReconstructedPane reconstructed;
    private final UsagePane usage;
    private final Region disassembly;
    private final BottomTabs bottom;
    private boolean arranged;
    private boolean moved;
    private double width;
    private double height;

    Workspace(AnalysisModel model, Actions actions, Settings settings) {
        this.settings = settings;
        tasks = new TaskStripPane(model, actions);
        reconstructed = new ReconstructedPane(model, actions);
        usage = new UsagePane(model, actions);
        disassembly = Panes.disassembly(model, actions);
        bottom = new BottomTabs(model, actions);
        rows.setOrientation(Orientation.VERTICAL);
        var debugger = new DebuggerPane(model, actions);
        rows.getItems().addAll(reconstructed, debugger, disassembly, bottom);
        SplitPane.setResizableWithParent(debugger, false);
        heights();
        var left = left(new SummaryPane(model, actions));
        columns.getItems().addAll(left, rows, usage);
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(usage, false);
        left.setMinWidth(200);
        rows.setMinWidth(380);
        usage.setMinWidth(220);
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        getChildren().add(columns);
    }

    /// Gives a pane the keyboard, bringing it to the front if it is behind another.
    void show(PaneKind pane) {
        switch (pane) {
            case STORY -> FirstFocus.give(tasks);
            case STACK -> reconstructed.requestFocus();
            case USAGE -> usage.requestFocus();
            case DISASSEMBLY -> FirstFocus.give(disassembly);
            case MEMORY, REGISTERS, FRAME, MODULES, THREADS, COMMAND -> bottom.show(pane);
        }
    }

    ConsolePane console() {
        return bottom.console();
    }

    /// Lets the user imagine the stack without some drivers.
    void askWhatIf() {
        usage.askWhatIf();
    }

    /// Puts the dividers where they were at first.
    void reset() {
        arranged = false;
        settings.put(COLUMNS, "");
        settings.put(ROWS, "");
        requestLayout();
    }

    /// Remembers where the user put the dividers, if he did.
    void store() {
        if (moved) {
            settings.put(COLUMNS, join(columns.getDividerPositions()));
            settings.put(ROWS, join(rows.getDividerPositions()));
        }
    }

    /// Until the user moves a divider, they are where they suit the window's size.
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        columns.layout();
        rows.layout();
        boolean resized = width != getWidth() || height != getHeight();
        if (getWidth() > 0 && getHeight() > 0 && (!arranged || resized && !moved)) {
            var columnsWere = stored(COLUMNS, 2);
            var rowsWere = stored(ROWS, 3);
            moved = columnsWere.length > 0 && rowsWere.length > 0;
            columns.setDividerPositions(moved ? columnsWere : columnDefaults());
            rows.setDividerPositions(moved ? rowsWere : rowDefaults());
            arranged = true;
        }
        width = getWidth();
        height = getHeight();
    }

    private void dragged(MouseEvent event) {
        moved |= event.getTarget() instanceof Node node && node.getStyleClass().contains("split-pane-divider");
    }

    private void heights() {
        var least = new double[] {96, DEBUGGER, 84, 120};
        for (int i = 0; i < least.length; i++) {
            if (rows.getItems().get(i) instanceof Region region) {
                region.setMinHeight(least[i]);
            }
        }
    }

    private ScrollPane left(SummaryPane summary) {
        var story = new VBox(tasks, summary);
        story.getStyleClass().add("story");
        var scroll = new ScrollPane(story);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("edge-to-edge", "story-scroll");
        scroll.setFocusTraversable(false);
        return scroll;
    }

    private double[] columnDefaults() {
        double all = Math.max(1, getWidth());
        double left = Math.clamp(all * 0.215, 250, 330);
        double right = Math.clamp(all * 0.222, 248, 340);
        return new double[] {left / all, 1 - right / all};
    }

    /// Two frames and the reason to stop are all a debugger has to say of an overflow, so its pane is as high as that;
    /// the others share the rest.
    private double[] rowDefaults() {
        double all = Math.max(1, getHeight());
        double stack = 0.355;
        double debugger = stack + DEBUGGER / all;
        return new double[] {stack, debugger, debugger + (1 - debugger) * 0.33};
    }

    /// Positions from an earlier run; none if there are none, or none that make sense.
    private double[] stored(String key, int count) {
        try {
            var positions = Arrays.stream(settings.get(key, "").split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return isSane(positions, count) ? positions : new double[0];
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    private static boolean isSane(double[] positions, int count) {
        return positions.length == count
                && IntStream.range(0, count)
                        .allMatch(i ->
                                positions[i] > 0 && positions[i] < 1 && (i == 0 || positions[i] > positions[i - 1]));
    }

    private static String join(double[] positions) {
        return DoubleStream.of(positions)
                .mapToObj(position -> String.format(Locale.ROOT, "%.4f", position))
                .collect(Collectors.joining(","));
    }
}
