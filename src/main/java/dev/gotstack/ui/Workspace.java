package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.chart.UsagePane;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.stack.DebuggerPane;
import dev.gotstack.ui.stack.ReconstructedPane;
import dev.gotstack.ui.summary.SummaryPane;
import dev.gotstack.ui.task.TaskStripPane;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The panes of an open dump, and the dividers between them.
final class Workspace extends StackPane {
    private static final String COLUMNS = "layout.columns";
    private static final String ROWS = "layout.rows";

    private static final double DEBUGGER = 108;

    private final Settings settings;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final TaskStripPane tasks;
    private final ReconstructedPane reconstructed;
    private final UsagePane usage;
    private final Region disassembly;
    private final BottomTabs bottom;
    private boolean laidOut;

    Workspace(AnalysisModel model, Actions actions, Settings settings) {
        this.settings = settings;
        tasks = new TaskStripPane(model, actions);
        reconstructed = new ReconstructedPane(model, actions);
        usage = new UsagePane(model, actions);
        disassembly = Panes.disassembly(model, actions);
        bottom = new BottomTabs(model, actions);
        rows.setOrientation(Orientation.VERTICAL);
        rows.getItems().addAll(reconstructed, new DebuggerPane(model, actions), disassembly, bottom);
        heights();
        var left = left(new SummaryPane(model, actions));
        columns.getItems().addAll(left, rows, usage);
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(usage, false);
        left.setMinWidth(200);
        rows.setMinWidth(380);
        usage.setMinWidth(220);
        getChildren().add(columns);
    }

    /// Gives a pane the keyboard, bringing it to the front if it is behind another.
    void show(PaneKind pane) {
        switch (pane) {
            case STORY -> FirstFocus.give(tasks);
            case STACK -> FirstFocus.give(reconstructed);
            case USAGE -> FirstFocus.give(usage);
            case DISASSEMBLY -> FirstFocus.give(disassembly);
            case MEMORY, REGISTERS, MODULES, THREADS, COMMAND -> bottom.show(pane);
        }
    }

    /// Puts the dividers where they were at first.
    void reset() {
        place(columns, columnDefaults());
        place(rows, rowDefaults());
    }

    /// Remembers where the dividers are.
    void store() {
        if (laidOut) {
            settings.put(COLUMNS, join(columns.getDividerPositions()));
            settings.put(ROWS, join(rows.getDividerPositions()));
        }
    }

    @Override
    protected void layoutChildren() {
        if (!laidOut && getWidth() > 0 && getHeight() > 0) {
            laidOut = true;
            place(columns, stored(COLUMNS, columnDefaults()));
            place(rows, stored(ROWS, rowDefaults()));
        }
        super.layoutChildren();
    }

    private void heights() {
        var least = new double[] {96, 84, 84, 120};
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
        double width = Math.max(1, getWidth());
        double left = Math.clamp(width * 0.215, 250, 330);
        double right = Math.clamp(width * 0.222, 248, 340);
        return new double[] {left / width, 1 - right / width};
    }

    /// Two frames and the reason to stop are all a debugger has to say of an overflow, so its pane is as high as that;
    /// the others share the rest.
    private double[] rowDefaults() {
        double height = Math.max(1, getHeight());
        double stack = 0.40;
        double debugger = stack + DEBUGGER / height;
        return new double[] {stack, debugger, debugger + (1 - debugger) * 0.38};
    }

    private double[] stored(String key, double[] otherwise) {
        try {
            var text = settings.get(key, "");
            var positions = text.isEmpty()
                    ? otherwise
                    : Arrays.stream(text.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            return isSane(positions, otherwise.length) ? positions : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static boolean isSane(double[] positions, int count) {
        return positions.length == count
                && IntStream.range(0, count)
                        .allMatch(i ->
                                positions[i] > 0 && positions[i] < 1 && (i == 0 || positions[i] > positions[i - 1]));
    }

    private static void place(SplitPane pane, double[] positions) {
        pane.setDividerPositions(positions);
    }

    private static String join(double[] positions) {
        return DoubleStream.of(positions)
                .mapToObj(position -> String.format(java.util.Locale.ROOT, "%.4f", position))
                .collect(java.util.stream.Collectors.joining(","));
    }
}
