package dev.gotstack.ui.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.windows.LoadedModule;
import java.util.List;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ModulesPaneTest extends PaneTest<ModulesPane> {

    @Override
    protected ModulesPane make(AnalysisModel model, Actions actions) {
        return new ModulesPane(model, actions);
    }

    @SuppressWarnings("unchecked")
    private List<String> names(FxRobot robot) {
        var table = (TableView<LoadedModule>) robot.lookup("#modules").queryAs(TableView.class);
        return get(() -> table.getItems().stream().map(LoadedModule::name).toList());
    }

    @Test
    void allModulesAreListedInLoadOrder(FxRobot robot) {
        assertEquals(List.of("nt", "fabfs", "stackhog", "hogflt"), names(robot));
    }

    @Test
    void theFilterFindsCompanies(FxRobot robot) {
        robot.clickOn("#modules-filter").write("contoso");
        assertEquals(List.of("stackhog", "hogflt"), names(robot));
    }

    @Test
    void aDoubleClickShowsTheImage(FxRobot robot) {
        robot.doubleClickOn("fabfs");
        assertEquals(0xf7612000L, selection().address());
    }
}
