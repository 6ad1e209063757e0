package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.chart.UsagePane;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.session.SessionKeeper;
import dev.gotstack.ui.stack.DebuggerPane;
import dev.gotstack.ui.stack.ReconstructedPane;
import dev.gotstack.ui.summary.SummaryPane;
import dev.gotstack.ui.task.TaskStripPane;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The panes of an open dump, and the dividers between them.
final class Workspace extends StackPane implements SessionKeeper.Layout {
    private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");
    private static final String FRONT = "layout.front";
    private static final String FLOATING = "layout.floating";
    private static final String COLUMNS = "layout.columns";
    private static final String ROWS = "layout.rows";

    private static final List<PaneKind> READING = List.of(
            PaneKind.STORY,
            PaneKind.STACK,
            PaneKind.DISASSEMBLY,
            PaneKind.MEMORY,
            PaneKind.FRAME,
            PaneKind.MODULES,
            PaneKind.THREADS,
            PaneKind.COMMAND,
            PaneKind.REGISTERS,
            PaneKind.USAGE);

    private static final double DEBUGGER = 100;
    /// What is above and below the rows of the call stack.
    private static final double STACK_HEAD = 69;
    private static final double STACK_ROW = 20;
    /// Folded stacks are seldom longer; a high window has better use for the rest.
    private static final double STACK_MOST = 400;

    private final Settings settings;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final TaskStripPane tasks;
    private final ReconstructedPane reconstructed;
    private final UsagePane usage;
    private final Region disassembly;
    private final BottomTabs bottom;
    private final FloatingPanes floats;
    private final Map<PaneKind, Region> panes = new EnumMap<>(PaneKind.class);
    private final Region debugger;
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
        floats = new FloatingPanes(actions);
        bottom = new BottomTabs(model, actions, floats);
        rows.setOrientation(Orientation.VERTICAL);
        debugger = new DebuggerPane(model, actions);
        rows.getItems()
                .addAll(home(PaneKind.STACK, reconstructed), debugger, home(PaneKind.DISASSEMBLY, disassembly), bottom);
        SplitPane.setResizableWithParent(debugger, false);
        heights();
        var left = left(new SummaryPane(model, actions));
        var right = home(PaneKind.USAGE, usage);
        columns.getItems().addAll(left, rows, right);
        SplitPane.setResizableWithParent(left, false);
        SplitPane.setResizableWithParent(right, false);
        left.setMinWidth(200);
        rows.setMinWidth(380);
        right.setMinWidth(220);
        panes.putAll(bottom.panes());
        panes.put(PaneKind.STORY, left);
        panes.put(PaneKind.STACK, reconstructed);
        panes.put(PaneKind.USAGE, usage);
        panes.put(PaneKind.DISASSEMBLY, disassembly);
        panes.values().forEach(pane -> pane.getStyleClass().add("pointable"));
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::dragged);
        getChildren().add(columns);
    }

    /// Gives a pane the keyboard, bringing it to the front if it is behind another.
    void show(PaneKind pane) {
        if (floats.focus(pane)) {
            return;
        }
        switch (pane) {
            case STORY -> FirstFocus.give(tasks);
            case STACK -> reconstructed.requestFocus();
            case USAGE -> usage.requestFocus();
            case DISASSEMBLY -> FirstFocus.give(disassembly);
            case MEMORY, REGISTERS, FRAME, MODULES, THREADS, COMMAND -> bottom.show(pane);
        }
    }

    /// Brings a pane to the front and outlines it; the keyboard stays where it is.
    void reveal(PaneKind pane) {
        bottom.reveal(pane);
        panes.forEach((kind, region) -> region.pseudoClassStateChanged(POINTED, kind == pane));
    }

    /// Takes the outline away.
    void unpoint() {
        panes.values().forEach(region -> region.pseudoClassStateChanged(POINTED, false));
    }

    /// The pane that a node lies in.
    Optional<PaneKind> paneOf(@Nullable Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            for (var pane : panes.entrySet()) {
                if (pane.getValue() == at) {
                    return Optional.of(pane.getKey());
                }
            }
            if (at == debugger) {
                return Optional.of(PaneKind.STACK);
            }
            var tab = bottom.paneOf(at);
            if (tab.isPresent()) {
                return tab;
            }
        }
        return Optional.empty();
    }

    /// Gives the keyboard to the pane so many places behind the one a node lies in.
    void showNext(@Nullable Node node, int by) {
        int at = paneOf(node).map(READING::indexOf).orElse(by > 0 ? -1 : 0);
        show(READING.get(Math.floorMod(at + by, READING.size())));
    }

    Region pane(PaneKind kind) {
        return Objects.requireNonNull(panes.get(kind));
    }

    /// Puts a pane into a window of its own, or back: the one a node lies in, else the one in front at the bottom.
    void toggleFloat(@Nullable Node node) {
        floats.toggle(paneOf(node).filter(floats::can).orElseGet(bottom::front));
    }

    /// Brings panes in windows of their own back.
    void dockAll() {
        floats.dockAll();
    }

    @Override
    public Map<String, String> arrangement() {
        var layout = new HashMap<String, String>();
        layout.put(FRONT, bottom.front().name());
        layout.put(FLOATING, floats.all().stream().map(PaneKind::name).sorted().collect(Collectors.joining(",")));
        if (moved) {
            layout.put(COLUMNS, join(columns.getDividerPositions()));
            layout.put(ROWS, join(rows.getDividerPositions()));
        }
        return layout;
    }

    @Override
    public void arrange(Map<String, String> layout) {
        var columnsWere = positions(layout.getOrDefault(COLUMNS, ""), 2);
        var rowsWere = positions(layout.getOrDefault(ROWS, ""), 3);
        if (columnsWere.length > 0 && rowsWere.length > 0) {
            moved = true;
            arranged = true;
            columns.setDividerPositions(columnsWere);
            rows.setDividerPositions(rowsWere);
        }
        kinds(layout.getOrDefault(FRONT, "")).forEach(bottom::reveal);
        kinds(layout.getOrDefault(FLOATING, "")).stream()
                .filter(kind -> floats.can(kind) && !floats.all().contains(kind))
                .forEach(floats::toggle);
    }

    private static List<PaneKind> kinds(String names) {
        var wanted = Set.of(names.split(",", -1));
        return Stream.of(PaneKind.values())
                .filter(kind -> wanted.contains(kind.name()))
                .toList();
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
        moved = false;
        floats.dockAll();
        bottom.reveal(PaneKind.MEMORY);
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

    /// Where a pane belongs that can have a window of its own.
    private StackPane home(PaneKind kind, Region pane) {
        var home = new StackPane(pane);
        floats.add(kind, pane, home.getChildren()::setAll, () -> {});
        return home;
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
        double stack = wholeRows(Math.min(all * 0.355, STACK_MOST)) / all;
        double debugger = stack + DEBUGGER / all;
        return new double[] {stack, debugger, debugger + (1 - debugger) * 0.33};
    }

    /// Height of the call stack's pane near a wanted one, so that its last row is not cut.
    private static double wholeRows(double wanted) {
        return STACK_HEAD + Math.ceil((wanted - STACK_HEAD) / STACK_ROW) * STACK_ROW;
    }

    /// Positions from an earlier run; none if there are none, or none that make sense.
    private double[] stored(String key, int count) {
        return positions(settings.get(key, ""), count);
    }

    private static double[] positions(String text, int count) {
        try {
            var positions = Arrays.stream(text.split(",", -1))
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
