package dev.gotstack.ui.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableView;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

class ThreadsPaneTest extends PaneTest<ThreadsPane> {

    @Override
    protected ThreadsPane make(AnalysisModel model, Actions actions) {
        return new ThreadsPane(model, actions);
    }

    @SuppressWarnings("unchecked")
    private List<ThreadRow> rows(FxRobot robot) throws Exception {
        var table = (TreeTableView<ThreadRow>) robot.lookup("#threads").queryAs(TreeTableView.class);
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> get(() -> table.getRoot() != null));
        var rows = new ArrayList<ThreadRow>();
        for (var process : get(() -> List.copyOf(table.getRoot().getChildren()))) {
            process.getChildren().stream().map(TreeItem::getValue).forEach(rows::add);
        }
        return rows;
    }

    @Test
    void theCrashedThreadIsMarkedWithItsStack(FxRobot robot) throws Exception {
        var current = rows(robot).stream().filter(ThreadRow::isCurrent).toList();
        assertEquals(
                List.of("thread 87d68438"),
                current.stream().map(ThreadRow::name).toList());
        assertEquals("b8ae6000", current.getFirst().limit());
        assertEquals("b8ae9000", current.getFirst().base());
    }

    @Test
    void aClickShowsTheThreadsStack(FxRobot robot) throws Exception {
        assertTrue(rows(robot).size() > 4);
        robot.clickOn("thread 87d69cc0");
        assertEquals(0xf7a92c60L, selection().address());
    }
}
