package dev.gotstack.ui.control;

import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The monospaced font. Style sheets cannot name alternatives, so the first one of this machine is chosen here.
public final class Mono {
    /// Size in pixels of everything monospaced.
    public static final double SIZE = 12.5;

    private static final String FAMILY = choose(List.of(
            "JetBrains Mono", "Cascadia Mono", "Consolas", "SF Mono", "Menlo", "DejaVu Sans Mono", "Liberation Mono"));

    private Mono() {}

    private static String choose(List<String> preferred) {
        var installed = Set.copyOf(Font.getFamilies());
        return preferred.stream().filter(installed::contains).findFirst().orElse("Monospaced");
    }

    public static Font font(double size) {
        return Font.font(FAMILY, size);
    }

    /// Makes a node and what it contains monospaced.
    public static <N extends Node> N apply(N node) {
        return apply(node, SIZE);
    }

    /// Makes a node and what it contains monospaced, so many pixels high.
    public static <N extends Node> N apply(N node, double size) {
        node.setStyle("-fx-font-family: \"" + FAMILY + "\"; -fx-font-size: " + size + "px;");
        return node;
    }

    /// Width of one character.
    public static double advance(Font font) {
        var text = new Text("0".repeat(100));
        text.setFont(font);
        return text.getLayoutBounds().getWidth() / 100;
    }
}
