package dev.gotstack.ui.control;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/// What a search in a pane reads where the pane's parts do not say it themselves.
public final class FindText {
    private static final String ITEMS = "gotstack.find.items";
    private static final String SEARCH = "gotstack.find.search";

    private FindText() {}

    /// A place that was found.
    ///
    /// @param text what stands there
    /// @param show goes there
    public record Hit(String text, Runnable show) {}

    /// Says what the items of a list are called.
    public static <T> void items(ListView<T> list, Function<T, String> text) {
        list.getProperties().put(ITEMS, text);
    }

    /// What an item of a list is called.
    @SuppressWarnings("unchecked")
    public static <T> String item(ListView<T> list, T item) {
        return list.getProperties().get(ITEMS) instanceof Function<?, ?> function
                ? ((Function<T, String>) function).apply(item)
                : String.valueOf(item);
    }

    /// Lets a node search itself. Called off the window's thread with what was typed.
    public static void search(Node node, Function<String, List<Hit>> search) {
        node.getProperties().put(SEARCH, search);
    }

    /// The node's own search; null if it has none.
    @SuppressWarnings({"unchecked", "NullAway"})
    public static @Nullable Function<String, List<Hit>> search(Node node) {
        return (Function<String, List<Hit>>) node.getProperties().get(SEARCH);
    }
}
