package dev.gotstack.ui;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Work;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.LoadedModule;
import java.util.List;
import java.util.stream.Collectors;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The line below: what dump this is, what the selected address is, what is being done.
final class StatusBar extends HBox {
    private static final double BAR = 96;
    private static final Duration SOON = Duration.millis(200);

    private final AnalysisModel model;
    private final Label dump = label("status-dump");
    private final Label bugCheck = label("status-bugcheck");
    private final Label processor = label("status-processor");
    private final Label address = label("status-address", "mono");
    private final Label symbols = label("status-symbols");

    StatusBar(AnalysisModel model, Actions actions) {
        this.model = model;
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        var gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        processor.setMinWidth(USE_PREF_SIZE);
        symbols.setMinWidth(USE_PREF_SIZE);
        address.setMinWidth(USE_PREF_SIZE);
        var opening = work(model.work(), "status-work", actions.action("file.cancel"));
        var command = work(model.commands().work(), "status-command", actions.action("command.stop"));
        getChildren().addAll(dump, bugCheck, processor, address, gap, opening, command, symbols);
        model.analysisProperty().subscribe(this::show);
        model.selectionProperty().subscribe(selection -> showAddress());
        model.contextProperty().subscribe(context -> showAddress());
    }

    private static HBox work(Work work, String id, Action stop) {
        var message = label(id);
        message.textProperty().bind(work.messageProperty());
        var bar = new ProgressBar();
        bar.setPrefWidth(BAR);
        bar.progressProperty().bind(work.progressProperty());
        bar.accessibleTextProperty().bind(work.messageProperty());
        var cancel = ActionControls.iconButton(stop);
        cancel.getStyleClass().add("small");
        var box = new HBox(message, bar, cancel);
        box.getStyleClass().add("status-working");
        box.setAlignment(Pos.CENTER_LEFT);
        box.managedProperty().bind(box.visibleProperty());
        box.setVisible(false);
        // What is done at once must not flicker.
        var soon = new PauseTransition(SOON);
        soon.setOnFinished(event -> box.setVisible(work.runningProperty().get()));
        work.runningProperty().subscribe(running -> {
            if (running) {
                soon.playFromStart();
            } else {
                soon.stop();
                box.setVisible(false);
            }
        });
        return box;
    }

    private void show(@Nullable Analysis analysis) {
        if (analysis == null) {
            List.of(dump, bugCheck, processor, address, symbols).forEach(label -> say(label, "", ""));
            return;
        }
        var header = analysis.kernel().dump().header();
        var format = header.format().words().local() + (header.pae() ? " · PAE" : "");
        say(dump, UiText.of("status.dump", format, String.valueOf(header.build())), dumpDetails(analysis));
        say(bugCheck, stopCode(analysis), stopDetails(analysis));
        say(
                processor,
                analysis.processor()
                        .map(cpu -> UiText.of("status.processor", String.valueOf(cpu.number())))
                        .orElseGet(() -> UiText.of("status.no-processor")),
                "");
        var modules = analysis.kernel().modules().all();
        long named = modules.stream().filter(StatusBar::hasPdb).count();
        say(symbols, UiText.of("status.symbols", named, modules.size()), symbolDetails(modules));
    }

    private static String dumpDetails(Analysis analysis) {
        var open = analysis.kernel().dump();
        var comment = open.header().comment();
        return open.path() + "\n" + Words.count(open.size(), "byte") + (comment.isEmpty() ? "" : ", " + comment) + "\n"
                + UiText.of("status.structures", analysis.kernel().types().origin());
    }

    /// `0x7F (8) UNEXPECTED_KERNEL_MODE_TRAP`.
    private static String stopCode(Analysis analysis) {
        var first =
                analysis.kernel().dump().header().bugCheckParameters().stream().findFirst();
        var check = analysis.bugCheck();
        return Words.stopCode(check.code())
                + first.map(value -> " (" + Long.toHexString(value) + ")").orElse("")
                + (check.name().isEmpty() ? "" : " " + check.name());
    }

    private static String stopDetails(Analysis analysis) {
        var parameters = analysis.kernel().dump().header().bugCheckParameters().stream()
                .map(Long::toHexString)
                .collect(Collectors.joining(", "));
        return (UiText.of("status.parameters", parameters) + "\n"
                        + analysis.bugCheck().explanation().local())
                .strip();
    }

    private static boolean hasPdb(LoadedModule module) {
        return module.symbols().isComplete();
    }

    private static String symbolDetails(List<LoadedModule> modules) {
        return modules.stream()
                .map(module -> module.name() + ": "
                        + switch (module.symbols().kind()) {
                            case PDB -> "PDB";
                            case ISF -> "ISF";
                            case EXPORTS -> UiText.of("status.exports");
                            case NONE -> UiText.of("status.no-names");
                        })
                .collect(Collectors.joining("\n"));
    }

    private void showAddress() {
        var selection = model.selectionProperty().get();
        var context = model.contextProperty().get();
        if (selection == null || context == null) {
            say(address, "", "");
        } else {
            say(
                    address,
                    AddressText.of(context, selection.address()),
                    AddressText.details(context, selection.address()));
        }
    }

    private static void say(Label label, String text, String details) {
        label.setText(text);
        label.setManaged(!text.isEmpty());
        label.setTooltip(details.isEmpty() ? null : Texts.tooltip(details));
    }

    private static Label label(String id, String... styles) {
        var label = Texts.styled("", styles);
        label.setId(id);
        label.setMinWidth(0);
        return label;
    }
}
