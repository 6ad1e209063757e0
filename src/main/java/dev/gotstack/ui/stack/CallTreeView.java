package dev.gotstack.ui.stack;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.CallTree;
import dev.gotstack.stack.CallTree.Node;
import dev.gotstack.ui.control.Pointing;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.ModuleColours;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The rebuilt stack by function: callers above what they call, with calls and bytes. A chosen function selects its
/// newest frame.
final class CallTreeView extends BorderPane {
    private final ListView<Node> list = new ListView<>();
    private final Set<Node> folded = new HashSet<>();
    private CallTree tree = new CallTree(List.of());

    /// @param pointing told the newest frame of the function the mouse is on
    CallTreeView(AnalysisModel model, Pointing pointing) {
        list.setId("call-tree");
        list.getStyleClass().addAll("stack-list", "edge-to-edge");
        list.setAccessibleText(UiText.of("tree.list"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        list.addEventHandler(
                MouseEvent.MOUSE_MOVED,
                event -> pointing.moved(
                        Pointing.item(event, Node.class).map(Node::frame).orElse(-1)));
        list.addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointing.left());
        list.getSelectionModel().selectedItemProperty().subscribe(node -> {
            if (node != null) {
                model.selectFrame(node.frame());
            }
        });
        setTop(heading());
        setCenter(list);
    }

    void show(Analysis analysis) {
        folded.clear();
        tree = analysis.usage()
                .map(usage -> CallTree.of(analysis.reconstructedStack().frames(), usage))
                .orElse(new CallTree(List.of()));
        var colours = ModuleColours.of(analysis);
        list.setCellFactory(view -> new CallTreeCell(colours, this::isOpen, this::callees, this::toggle));
        list.getItems().setAll(tree.nodes());
    }

    /// The keyboard's place in this view.
    ListView<Node> list() {
        return list;
    }

    private static HBox heading() {
        var name = Texts.styled(UiText.of("tree.function"), "muted", "small");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(
                name,
                gap,
                column(UiText.of("tree.calls"), "tree-calls"),
                column(UiText.of("tree.own"), "tree-own"),
                column(UiText.of("tree.all"), "tree-all"));
        line.getStyleClass().add("tree-heading");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Label column(String text, String style) {
        return Texts.styled(text, "muted", "small", style);
    }

    private boolean isOpen(Node node) {
        return !folded.contains(node);
    }

    private boolean callees(Node node) {
        int index = tree.nodes().indexOf(node);
        return index + 1 < tree.nodes().size() && tree.nodes().get(index + 1).parent() == index;
    }

    private void toggle(Node node) {
        if (!folded.remove(node)) {
            folded.add(node);
        }
        var selected = list.getSelectionModel().getSelectedItem();
        list.getItems().setAll(visible());
        list.getSelectionModel().select(selected);
        list.refresh();
    }

    /// Nodes of which no caller is folded.
    private List<Node> visible() {
        var shown = new boolean[tree.nodes().size()];
        var rows = new ArrayList<Node>();
        for (int i = 0; i < shown.length; i++) {
            var node = tree.nodes().get(i);
            shown[i] = node.parent() < 0
                    || shown[node.parent()] && isOpen(tree.nodes().get(node.parent()));
            if (shown[i]) {
                rows.add(node);
            }
        }
        return rows;
    }

    private void pressed(KeyEvent event) {
        var node = list.getSelectionModel().getSelectedItem();
        if (node == null || !callees(node) || event.isAltDown() || event.isShortcutDown()) {
            return;
        }
        var code = event.getCode();
        if (code == KeyCode.SPACE || code == KeyCode.RIGHT && !isOpen(node) || code == KeyCode.LEFT && isOpen(node)) {
            toggle(node);
            event.consume();
        }
    }
}
