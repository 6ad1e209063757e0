package dev.gotstack.ui.action;

import dev.gotstack.ui.control.FileChoice.Kind;
import dev.gotstack.ui.control.UiText;
import java.util.List;

/// The kinds of files that are read and written.
final class FileKinds {
    private FileKinds() {}

    static List<Kind> dumps() {
        return List.of(
                Kind.of(UiText.of("file.kind.dumps"), "*.dmp", "*.DMP", "*.zip", "*.cab", "*.gz", "*.xz"), all());
    }

    static List<Kind> symbols() {
        return List.of(Kind.of(UiText.of("file.kind.symbols"), "*.pdb", "*.json", "*.json.xz"), all());
    }

    static List<Kind> charts() {
        return List.of(
                Kind.of(UiText.of("file.kind.svg"), "*.svg"),
                Kind.of(UiText.of("file.kind.png"), "*.png"),
                Kind.of(UiText.of("file.kind.pdf"), "*.pdf"));
    }

    static List<Kind> texts() {
        return List.of(Kind.of(UiText.of("file.kind.text"), "*.txt", "*.log"), all());
    }

    private static Kind all() {
        return Kind.of(UiText.of("file.kind.all"), "*");
    }
}
