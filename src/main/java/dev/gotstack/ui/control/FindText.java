package dev.gotstack.ui.control;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
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

    /// A search that a node does itself, off the window's thread, and that may take long: it ends early when its thread
    /// is interrupted.
    @FunctionalInterface
    public interface Search {
        /// @param wanted what was typed
        /// @param early is given what is found before all is
        /// @param progress is told now and then how much is searched, from 0 to 1
        List<Hit> run(String wanted, Consumer<List<Hit>> early, DoubleConsumer progress);
    }

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

    /// Lets a node search itself.
    public static void search(Node node, Search search) {
        node.getProperties().put(SEARCH, search);
    }

    /// The node's own search; null if it has none.
    public static @Nullable Search search(Node node) {
        return node.getProperties().get(SEARCH) instanceof Search search ? search : null;
    }
}
