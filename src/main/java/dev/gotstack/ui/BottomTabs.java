package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.control.FirstFocus;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The tabs at the bottom. Where there is room, the registers stand beside the others, since one looks from memory to
/// registers and back; where there is not, they are a tab like the rest.
final class BottomTabs extends HBox {
    private static final double ROOM_FOR_TWO = 740;
    private static final double REGISTERS_WIDTH = 352;
    /// With this much, what is said of 64-bit registers is whole.
    private static final double REGISTERS_MOST = 460;
    private static final double REGISTERS_SHARE = 0.37;

    private final TabPane tabs = new TabPane();
    private final TabPane beside = new TabPane();
    private final ConsolePane console;
    private final Map<PaneKind, Tab> byKind = new EnumMap<>(PaneKind.class);
    private final Map<PaneKind, Region> panes = new EnumMap<>(PaneKind.class);
    private final FloatingPanes floats;

    BottomTabs(AnalysisModel model, Actions actions, FloatingPanes floats) {
        this.floats = floats;
        getStyleClass().add("bottom-tabs");
        tabs.setId("bottom-tabs");
        for (var pane : new TabPane[] {tabs, beside}) {
            pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
            pane.setMinSize(0, 0);
        }
        beside.setMinWidth(REGISTERS_WIDTH);
        beside.getStyleClass().add("beside");
        setHgrow(tabs, Priority.ALWAYS);
        add(PaneKind.MEMORY, Panes.memory(model, actions));
        add(PaneKind.REGISTERS, Panes.registers(model, actions));
        add(PaneKind.FRAME, Panes.frame(model, actions));
        add(PaneKind.MODULES, Panes.modules(model, actions));
        add(PaneKind.THREADS, Panes.threads(model, actions));
        console = Panes.console(model, actions);
        add(PaneKind.COMMAND, console);
        getChildren().add(tabs);
        widthProperty().subscribe(width -> {
            beside.setPrefWidth(Math.clamp(width.doubleValue() * REGISTERS_SHARE, REGISTERS_WIDTH, REGISTERS_MOST));
            arrange(width.doubleValue() >= ROOM_FOR_TWO);
        });
    }

    /// Brings a tab to the front and gives it the keyboard; does nothing if the pane is elsewhere.
    void show(PaneKind pane) {
        if (floats.focus(pane)) {
            return;
        }
        var tab = byKind.get(pane);
        if (tab != null) {
            tab.getTabPane().getSelectionModel().select(tab);
            if (pane == PaneKind.COMMAND) {
                console.requestFocus();
            } else if (!FirstFocus.give(tab.getContent())) {
                tab.getTabPane().requestFocus();
            }
        }
    }

    /// Brings a tab to the front and leaves the keyboard where it is.
    void reveal(PaneKind pane) {
        var tab = byKind.get(pane);
        if (tab != null && !floats.all().contains(pane)) {
            tab.getTabPane().getSelectionModel().select(tab);
        }
    }

    /// The panes, in tabs or in windows of their own.
    Map<PaneKind, Region> panes() {
        return Map.copyOf(panes);
    }

    /// The pane in front of the tabs that a node is.
    Optional<PaneKind> paneOf(Node node) {
        var chosen = node instanceof TabPane pane ? pane.getSelectionModel().getSelectedItem() : null;
        return byKind.entrySet().stream()
                .filter(entry -> chosen != null && entry.getValue() == chosen)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// The pane whose tab is in front.
    PaneKind front() {
        var chosen = tabs.getSelectionModel().getSelectedItem();
        return byKind.entrySet().stream()
                .filter(entry -> entry.getValue() == chosen)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(PaneKind.MEMORY);
    }

    ConsolePane console() {
        return console;
    }

    private void add(PaneKind pane, Region content) {
        var tab = new Tab(pane.title(), content);
        tab.setId("tab-" + pane.name().toLowerCase(Locale.ROOT));
        byKind.put(pane, tab);
        panes.put(pane, content);
        tabs.getTabs().add(tab);
        floats.add(
                pane,
                content,
                tab::setContent,
                () -> tab.getTabPane().getSelectionModel().select(tab));
    }

    private void arrange(boolean roomForTwo) {
        var registers = Objects.requireNonNull(byKind.get(PaneKind.REGISTERS));
        if (roomForTwo == getChildren().contains(beside)) {
            return;
        }
        if (roomForTwo) {
            tabs.getTabs().remove(registers);
            beside.getTabs().setAll(registers);
            getChildren().add(beside);
        } else {
            getChildren().remove(beside);
            beside.getTabs().clear();
            tabs.getTabs().add(1, registers);
        }
    }
}
