package dev.gotstack.ui.console;

import javafx.geometry.Bounds;
import javafx.scene.Node;

/// Looks at the command window's output, for tests of the whole window. To be called on the window's thread.
public final class ConsoleProbe {
    private ConsoleProbe() {}

    /// All text, with a line feed between lines.
    public static String text(Node output) {
        var text = ((OutputView) output).text();
        return text.between(TextPosition.START, text.end());
    }

    /// Where some text is drawn first, on the screen; it is scrolled there.
    public static Bounds show(Node output, String wanted) {
        var view = (OutputView) output;
        var match = Matches.of(wanted, view.text().snapshot()).all().getFirst();
        view.moveTo(new TextPosition(match.line(), match.start()), false);
        view.layout();
        return view.localToScreen(view.boundsOf(match.line(), match.start(), match.end()));
    }

    /// What is selected.
    public static String selected(Node output) {
        return ((OutputView) output).selectedText();
    }

    /// Draws what is visible from a line on.
    public static void draw(Node output, double line) {
        var view = (OutputView) output;
        view.scrollTo(line);
        view.layout();
    }
}
