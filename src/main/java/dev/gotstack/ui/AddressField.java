package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Places;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

/// Where one types an address or a symbol to go there.
final class AddressField extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double WIDTH = 270;

    private final AnalysisModel model;
    private final Shell shell;
    private final TextField field = new TextField();
    private final Label complaint = Texts.styled("", "address-complaint");

    AddressField(AnalysisModel model, Action action, Shell shell) {
        this.model = model;
        this.shell = shell;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("address-field");
        field.setId("address");
        field.setPromptText(action.hint());
        field.setAccessibleText(action.text());
        field.setTooltip(Texts.tooltip(UiText.of("address.tip")));
        field.setPrefWidth(WIDTH);
        field.setMinWidth(120);
        field.disableProperty().bind(Bindings.not(action.enabled()));
        field.setOnAction(event -> go());
        field.textProperty().subscribe(text -> complain(""));
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                field.clear();
                shell.show(PaneKind.STACK);
                event.consume();
            }
        });
        complaint.setId("address-complaint");
        getChildren().addAll(field, complaint);
    }

    void focus() {
        FirstFocus.bringWindow(this);
        field.requestFocus();
        field.selectAll();
    }

    private void go() {
        var context = model.contextProperty().get();
        var text = field.getText();
        if (context == null || text.isBlank()) {
            return;
        }
        var found = Places.find(text, context);
        if (found.isEmpty()) {
            complain(UiText.of("address.unknown"));
            return;
        }
        long address = found.getAsLong();
        if (context.kernel().modules().isCode(address)) {
            model.showCode(address);
            shell.show(PaneKind.DISASSEMBLY);
        } else {
            model.showMemory(address, 0);
            shell.show(PaneKind.MEMORY);
        }
    }

    private void complain(String text) {
        complaint.setText(text);
        complaint.setManaged(!text.isEmpty());
        field.pseudoClassStateChanged(WRONG, !text.isEmpty());
    }
}
