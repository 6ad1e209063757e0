package dev.gotstack.ui.modules;

import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.LoadedModule;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/// An address in hex, or a number of bytes.
final class NumberCell extends TableCell<LoadedModule, Long> {
    private final boolean hex;

    NumberCell(boolean hex) {
        this.hex = hex;
        Mono.apply(this);
        if (!hex) {
            getStyleClass().add("number-cell");
        }
    }

    @Override
    protected void updateItem(@Nullable Long value, boolean empty) {
        super.updateItem(value, empty);
        setText(empty || value == null ? "" : hex ? Places.hex(value, 8) : Words.number(value));
    }
}
