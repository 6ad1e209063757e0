package dev.gotstack.ui.stack;

import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.ByHand;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.SlotMenu;
import dev.gotstack.ui.control.FindText;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.Processor;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import org.jspecify.annotations.Nullable;

/// What a debugger's `kf` shows for the context in force, and why it stops there.
public final class DebuggerPane extends BorderPane {
    private final PaneHeader header = new PaneHeader(UiText.of("debugger.title"));
    private final ListView<Frame> list = new ListView<>();
    private final Label stop = Texts.styled("", "muted", "stop-line");
    private @Nullable Context shown;

    public DebuggerPane(AnalysisModel model, Actions actions) {
        getStyleClass().add("debugger");
        setTop(header);
        setCenter(list);
        setBottom(stop);
        stop.setId("debugger-stop");
        stop.setMinWidth(0);
        list.setId("debugger");
        list.getStyleClass().addAll("stack-list", "edge-to-edge");
        list.setAccessibleText(
                UiText.of("debugger.list", actions.show(PaneKind.STACK).text()));
        list.setPlaceholder(Texts.muted(UiText.of("debugger.none")));
        list.setCellFactory(view -> new FrameCell());
        FindText.items(list, frame -> frame.code().text());
        list.getSelectionModel().selectedItemProperty().subscribe(frame -> {
            if (frame != null) {
                model.showCode(frame.code().address());
            }
        });
        menu(actions);
        model.contextProperty().subscribe(this::follow);
    }

    private void menu(Actions actions) {
        var menu = new ContextMenu();
        new SlotMenu(actions, this::target).addTo(menu);
        list.setOnContextMenuRequested(event -> {
            if (target().frame().isPresent()) {
                menu.show(list, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
    }

    private ByHand.Target target() {
        var frame = list.getSelectionModel().getSelectedItem();
        return frame == null ? ByHand.Target.NONE : ByHand.Target.of(frame);
    }

    private void follow(@Nullable Context context) {
        if (context == null) {
            shown = null;
            list.getItems().clear();
            header.note("");
            stop.setText("");
        } else if (shown == null || shown.analysis() != context.analysis() || !sameRegisters(shown, context)) {
            shown = context;
            show(walk(context), context);
        }
    }

    private static boolean sameRegisters(Context one, Context other) {
        return one.registers().equals(other.registers()) && one.task().equals(other.task());
    }

    private void show(CallStack stack, Context context) {
        list.getItems().setAll(stack.frames());
        var other = context.isSet() ? context.setBy() : UiText.of("debugger.crash-context");
        var of = context.task().isPresent()
                ? UiText.of("debugger.task", Words.hex(context.task().getAsInt()))
                : other;
        header.note("kf · " + of + " · " + Words.count(stack.frames().size(), "frame"));
        stop.setText(stack.stop().local());
        stop.setTooltip(Texts.tooltip(stack.stop().local()));
    }

    private static CallStack walk(Context context) {
        var analysis = context.analysis();
        var task = context.taskState();
        if (task.isPresent() && task.equals(analysis.interrupted())) {
            return analysis.debuggerStack();
        }
        var tasks = analysis.processor().map(Processor::tasks).orElse(List.of());
        return task.map(state -> DebuggerWalk.of(context.kernel(), state, tasks))
                .orElseGet(() -> DebuggerWalk.of(context.kernel(), context.registers()));
    }

    /// One line as `kf` prints it: base, return address, name.
    private static final class FrameCell extends ListCell<Frame> {
        FrameCell() {
            getStyleClass().addAll("stack-row", "mono");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Frame frame, boolean empty) {
            super.updateItem(frame, empty);
            setText(empty || frame == null ? null : line(frame));
        }

        private static String line(Frame frame) {
            // The end of a stack is as wide as all other addresses.
            int width = Places.width(frame.registers().get("rip").isPresent() ? 8 : 4);
            return Places.address(frame.base(), width) + " "
                    + Places.address(frame.returnAddress().orElse(0), width) + " "
                    + frame.code().text();
        }
    }
}
