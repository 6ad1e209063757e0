package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.disassembly.DisassemblyPane;
import dev.gotstack.ui.memory.MemoryPane;
import dev.gotstack.ui.modules.ModulesPane;
import dev.gotstack.ui.registers.RegistersPane;
import dev.gotstack.ui.stack.FramePane;
import dev.gotstack.ui.threads.ThreadsPane;
import javafx.scene.layout.Region;

/// Makes the panes that other packages own. The one place that names them.
final class Panes {
    private Panes() {}

    static Region memory(AnalysisModel model, Actions actions) {
        return new MemoryPane(model, actions);
    }

    static Region registers(AnalysisModel model, Actions actions) {
        return new RegistersPane(model, actions);
    }

    static Region disassembly(AnalysisModel model, Actions actions) {
        return new DisassemblyPane(model, actions);
    }

    static Region frame(AnalysisModel model, Actions actions) {
        return new FramePane(model, actions);
    }

    static Region modules(AnalysisModel model, Actions actions) {
        return new ModulesPane(model, actions);
    }

    static Region threads(AnalysisModel model, Actions actions) {
        return new ThreadsPane(model, actions);
    }

    static ConsolePane console(AnalysisModel model, Actions actions) {
        return new ConsolePane(model, actions);
    }
}
