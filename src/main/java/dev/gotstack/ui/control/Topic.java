package dev.gotstack.ui.control;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// What a part of the window is about, so that it can be explained: `register:cr2`, `frame:12`, `memory:b8ae5fe0`,
/// `derivation:backlink`.
public final class Topic {
    private static final String KEY = "gotstack.topic";

    private Topic() {}

    /// Says what a node is about.
    public static <N extends Node> N on(N node, String topic) {
        return on(node, () -> topic);
    }

    /// The same where it changes, as with the selected row of a list. An empty topic leaves it to what is around.
    public static <N extends Node> N on(N node, Supplier<String> topic) {
        node.getProperties().put(KEY, topic);
        return node;
    }

    /// What a node, or the nearest around it that says so, is about.
    public static Optional<String> of(@Nullable Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (at.getProperties().get(KEY) instanceof Supplier<?> supplier
                    && supplier.get() instanceof String topic
                    && !topic.isEmpty()) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
