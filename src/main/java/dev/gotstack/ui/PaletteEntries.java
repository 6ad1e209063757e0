package dev.gotstack.ui;

import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;

/// What the palette lists: all actions, and what changes from dump to dump: bookmarks, notes and recent dumps.
final class PaletteEntries {
    private static final int LONGEST = 48;

    private PaletteEntries() {}

    static List<Action> of(Actions actions, Settings settings) {
        var entries = new ArrayList<>(actions.all());
        actions.model().notebook().notes().marks().forEach((address, mark) -> {
            var note = mark.note().replace('\n', ' ');
            var shown = note.length() > LONGEST ? note.substring(0, LONGEST) + "…" : note;
            var text =
                    UiText.of(mark.bookmarked() ? "palette.bookmark" : "palette.note", Words.address(address), shown);
            entries.add(new Action(
                    "note.at-" + Long.toHexString(address),
                    text.strip(),
                    MaterialDesignB.BOOKMARK_OUTLINE,
                    null,
                    new SimpleBooleanProperty(true),
                    () -> actions.goTo(address)));
        });
        for (var file : new RecentFiles(settings).all()) {
            if (!file.equals(actions.model().fileProperty().get()) && Files.isRegularFile(file)) {
                entries.add(new Action(
                        "file.recent",
                        UiText.of("palette.open", file.getFileName(), String.valueOf(file.getParent())),
                        MaterialDesignF.FOLDER_OPEN_OUTLINE,
                        null,
                        new SimpleBooleanProperty(true),
                        () -> actions.model().open(file)));
            }
        }
        return entries;
    }
}
