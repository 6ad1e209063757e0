package dev.gotstack.ui.chart;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyNote;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.theme.ModuleColours;
import dev.gotstack.windows.KernelThread;
import java.util.function.UnaryOperator;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The stack as a ruler, and below it who takes how much.
public final class UsagePane extends BorderPane {
    private final Actions actions;
    private final PaneHeader header = new PaneHeader("Stack use");
    private final Label remark = Texts.wrapped("", "usage-remark");
    private final Label elsewhere = Texts.wrapped("", "usage-remark", "muted");
    private final Legend legend = new Legend(module -> change(view -> view.withModule(module)));
    private final StackRuler ruler;
    private @Nullable RulerView view;

    public UsagePane(AnalysisModel model, Actions actions) {
        this.actions = actions;
        ruler = new StackRuler(model::selectFrame);
        getStyleClass().add("usage");
        setTop(header);
        remark.setId("usage-remark");
        elsewhere.setId("usage-elsewhere");
        elsewhere.managedProperty().bind(elsewhere.textProperty().isNotEmpty());
        var below = new VBox(remark, elsewhere, legend);
        below.getStyleClass().add("usage-below");
        setBottom(below);
        model.analysisProperty().subscribe(this::show);
        model.contextProperty().subscribe(this::followContext);
        model.selectionProperty().subscribe(this::followSelection);
        actions.theme().paletteProperty().subscribe(palette -> change(now -> now.withPalette(palette)));
    }

    private void show(@Nullable Analysis analysis) {
        view = null;
        legend.clear();
        header.note("");
        setCenter(null);
        remark.setText("");
        if (analysis != null && analysis.usage().isPresent()) {
            showUsage(analysis, analysis.usage().get());
        } else if (analysis != null) {
            setCenter(new EmptyNote("The crashed thread cannot be read, so where its stack lies is unknown."));
        }
        remark.setManaged(!remark.getText().isEmpty());
    }

    private void showUsage(Analysis analysis, StackUsage usage) {
        var colours = ModuleColours.of(analysis);
        boolean guarded = analysis.thread()
                .map(KernelThread::stack)
                .flatMap(stack -> stack.guard())
                .isPresent();
        view = new RulerView(analysis, usage, colours, actions.theme().palette(), guarded, 0, -1, "");
        legend.show(usage, colours);
        header.note(Words.count(usage.size(), "byte"));
        remark.setText(remark(usage));
        setCenter(ruler);
        ruler.show(view);
    }

    private static String remark(StackUsage usage) {
        if (usage.neededAtFault() == 0) {
            return "";
        }
        return Words.count(usage.freeAtFault(), "byte") + (usage.freeAtFault() == 1 ? " was" : " were")
                + " left at the first fault; handling it takes " + Words.number(usage.neededAtFault()) + ".";
    }

    private void followContext(@Nullable Context context) {
        if (context != null) {
            long pointer = context.registers().stackPointer();
            change(now -> now.withStackPointer(pointer));
            boolean here = view == null || view.onStack() || view.overflowed();
            elsewhere.setText(here ? "" : "ESP " + Words.address(pointer) + " is on another stack.");
        }
    }

    private void followSelection(@Nullable Selection selection) {
        change(now -> now.withFrame(selection == null ? -1 : selection.frame()));
    }

    private void change(UnaryOperator<RulerView> change) {
        var now = view;
        if (now != null) {
            view = change.apply(now);
            ruler.show(view);
        }
    }
}
