package dev.gotstack.ui.theme;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javafx.scene.text.Font;

/// The window's typefaces: the first of some that this machine has. Style sheets of JavaFX take one family only, so the
/// choice is made here and handed to them.
public final class Fonts {
    private static final List<String> DATA = List.of(
            "JetBrains Mono", "Cascadia Mono", "Consolas", "SF Mono", "Menlo", "DejaVu Sans Mono", "Liberation Mono");
    private static final List<String> WORDS =
            List.of("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "Ubuntu", "Liberation Sans");

    private Fonts() {}

    /// The family for data: every character is as wide as another.
    public static String data() {
        return first(DATA, "Monospaced");
    }

    /// The family for everything else.
    public static String words() {
        return first(WORDS, "System");
    }

    /// A style sheet that gives `.root` and `.mono` these families.
    public static String styleSheet() {
        var css = ".root { -fx-font-family: \"" + words() + "\"; }\n" + ".mono, .mono .text { -fx-font-family: \""
                + data() + "\"; }\n";
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static String first(List<String> wanted, String otherwise) {
        var here = Set.copyOf(Font.getFamilies());
        return wanted.stream().filter(here::contains).findFirst().orElse(otherwise);
    }
}
