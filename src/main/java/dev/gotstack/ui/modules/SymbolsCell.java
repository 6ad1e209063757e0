package dev.gotstack.ui.modules;

import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.windows.LoadedModule;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Where a module's names come from; the tooltip says what was tried.
final class SymbolsCell extends TableCell<LoadedModule, ModuleSymbols> {
    @Override
    protected void updateItem(@Nullable ModuleSymbols symbols, boolean empty) {
        super.updateItem(symbols, empty);
        getStyleClass().remove("no-symbols");
        if (empty || symbols == null) {
            setText("");
            setTooltip(null);
            return;
        }
        setText(
                switch (symbols.kind()) {
                    case PDB -> UiText.of("modules.pdb", symbols.table().size());
                    case ISF -> UiText.of("modules.isf", symbols.table().size());
                    case EXPORTS -> UiText.of("modules.exports", symbols.table().size());
                    case NONE -> UiText.of("modules.no-symbols");
                });
        if (symbols.kind() == ModuleSymbols.Kind.NONE) {
            getStyleClass().add("no-symbols");
        }
        var tried = String.join("\n", symbols.tried());
        setTooltip(tried.isEmpty() ? null : new Tooltip(tried));
    }
}
