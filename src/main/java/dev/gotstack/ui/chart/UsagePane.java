package dev.gotstack.ui.chart;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Selection;
import dev.gotstack.report.ChartStyle;
import dev.gotstack.report.Charts;
import dev.gotstack.report.Grouping;
import dev.gotstack.report.Portions;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.Explanations;
import dev.gotstack.ui.control.EmptyNote;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Pointing;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.theme.Palette;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The stack as a ruler, and below it who takes how much, or what would be if somebody took nothing.
public final class UsagePane extends BorderPane {
    private final AnalysisModel model;
    private final Actions actions;
    private final PaneHeader header = new PaneHeader(UiText.of("usage.title"));
    private final ToggleButton asking = new ToggleButton(UiText.of("usage.what-if"));
    private final UsageBar bar;
    private final Label remark = Texts.wrapped("", "usage-remark");
    private final Label elsewhere = Texts.wrapped("", "usage-remark", "muted");
    private final Legend legend;
    private final WhatIfPanel whatIf;
    private final RulerCanvas ruler;
    private final VBox below;
    private @Nullable RulerView view;

    public UsagePane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        ruler = new RulerCanvas(new Pointing(model), model::selectFrame);
        legend = new Legend(portion -> change(now -> now.withPortion(portion)), this::selectLargest);
        whatIf = new WhatIfPanel(model);
        bar = new UsageBar(this::group);
        getStyleClass().add("usage");
        Topic.on(ruler, "derivation:stack-limits");
        new Explanations(model).tell(header, "derivation:stack-limits", UiText.of("usage.what"));
        asking.setId("ask-what-if");
        asking.getStyleClass().addAll("format-toggle", "ask-what-if");
        asking.setMinWidth(USE_PREF_SIZE);
        asking.setTooltip(Texts.tooltip(UiText.of("usage.what-if-tip")));
        header.add(asking);
        var top = new VBox(header, bar);
        top.getStyleClass().add("usage-top");
        setTop(top);
        remark.setId("usage-remark");
        elsewhere.setId("usage-elsewhere");
        elsewhere.managedProperty().bind(elsewhere.textProperty().isNotEmpty());
        below = new VBox();
        below.getStyleClass().add("usage-below");
        setBottom(below);
        asking.selectedProperty().subscribe(this::arrange);
        model.analysisProperty().subscribe(this::show);
        model.contextProperty().subscribe(this::followContext);
        model.selectionProperty().subscribe(this::followSelection);
        model.omissionProperty().subscribe(this::followOmission);
        actions.theme().paletteProperty().subscribe(palette -> change(now -> now.withStyle(style(palette))));
    }

    /// Opens the what-if and gives it the keyboard.
    public void askWhatIf() {
        asking.setSelected(true);
        FirstFocus.give(whatIf);
    }

    /// Gives the stack's frames the keyboard; the switches above them are reached by Tab.
    @Override
    public void requestFocus() {
        FirstFocus.give(view == null ? this : ruler);
    }

    private void show(@Nullable Analysis analysis) {
        view = null;
        whatIf.clear();
        legend.getItems().clear();
        header.note("");
        setCenter(null);
        remark.setText("");
        boolean known = analysis != null && analysis.usage().isPresent();
        bar.setVisible(known);
        bar.setManaged(known);
        asking.setVisible(known);
        below.setVisible(known);
        if (analysis != null && known) {
            showUsage(analysis, analysis.usage().orElseThrow());
        } else if (analysis != null) {
            setCenter(new EmptyNote(UiText.of("usage.none")));
        }
        remark.setManaged(!remark.getText().isEmpty());
    }

    private void showUsage(Analysis analysis, StackUsage usage) {
        var data = Charts.of(analysis).orElseThrow();
        var portions = Portions.of(usage, bar.grouping());
        view = new RulerView(analysis, data, portions, style(actions.theme().palette()), 0, -1, -1);
        legend.show(portions);
        whatIf.show(analysis, usage);
        header.note(Words.count(usage.size(), "byte"));
        remark.setText(remark(usage));
        setCenter(ruler);
        ruler.show(view);
    }

    private static ChartStyle style(Palette palette) {
        return palette.dark() ? ChartStyle.dark() : ChartStyle.light();
    }

    private static String remark(StackUsage usage) {
        if (usage.neededAtFault() == 0) {
            return "";
        }
        return UiText.of("usage.left", usage.freeAtFault(), usage.neededAtFault());
    }

    /// Puts the legend or the what-if below the ruler.
    private void arrange(boolean imagining) {
        below.getChildren().setAll(imagining ? List.of(elsewhere, whatIf) : List.of(remark, elsewhere, legend));
    }

    private void group(Grouping grouping) {
        var now = view;
        if (now != null) {
            var portions = Portions.of(now.usage(), grouping);
            legend.show(portions);
            change(shown -> shown.withPortions(portions));
        }
    }

    private void selectLargest(int portion) {
        var now = view;
        if (now != null) {
            var slices = now.usage().slices();
            IntStream.range(0, slices.size())
                    .filter(i -> now.portions().ofSlice().get(i) == portion)
                    .mapToObj(slices::get)
                    .filter(slice -> slice.frame() >= 0)
                    .max(Comparator.comparingLong(slice -> slice.bytes()))
                    .ifPresent(slice -> model.selectFrame(slice.frame()));
        }
    }

    private void followContext(@Nullable Context context) {
        if (context != null) {
            long pointer = context.registers().stackPointer();
            change(now -> now.withStackPointer(pointer));
            boolean here = view == null || view.onStack() || view.overflowed();
            elsewhere.setText(
                    here
                            ? ""
                            : UiText.of("usage.elsewhere", Words.stackPointer(pointer) + " " + Words.address(pointer)));
        }
    }

    private void followSelection(@Nullable Selection selection) {
        change(now -> now.withFrame(selection == null ? -1 : selection.frame()));
    }

    private void followOmission(Omission omission) {
        change(now -> now.withData(
                Charts.whatIf(now.analysis(), omission).map(now.data()::with).orElse(now.data())));
        whatIf.tell(omission);
    }

    private void change(UnaryOperator<RulerView> change) {
        var now = view;
        if (now != null) {
            view = change.apply(now);
            ruler.show(view);
        }
    }
}
