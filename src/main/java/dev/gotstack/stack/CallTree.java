package dev.gotstack.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The calls of one stack by function: who called whom, how often, and what that took. Recursion is folded: a call of a
/// function that is on the way already leads back to it, so that no function appears below itself.
///
/// @param nodes every function right below its caller, callers first
public record CallTree(List<Node> nodes) {

    /// A function in one place of the tree.
    ///
    /// @param level how far to indent it: a chain of single calls stays at one level, each of several callees starts a
    ///     new one
    /// @param parent index of its caller, -1 for the oldest function
    /// @param calls activations on the stack
    /// @param bytes stack bytes of its own activations
    /// @param total the same with all functions below it
    /// @param again functions above it (or itself) that it calls again
    /// @param frame index of its newest frame
    public record Node(
            int level,
            int parent,
            String function,
            String module,
            int calls,
            long bytes,
            long total,
            List<String> again,
            int frame) {}

    /// The tree of a reconstructed stack.
    ///
    /// @param frames newest first
    public static CallTree of(List<Frame> frames, StackUsage usage) {
        var bytes = usage.bytesOfFrames(frames.size());
        var builder = new Builder();
        for (int i = frames.size() - 1; i >= 0; i--) {
            builder.add(frames.get(i), i, bytes[i]);
        }
        return builder.build();
    }

    /// A node that still grows.
    private static final class Growing {
        private final @Nullable Growing parent;
        private final String function;
        private final String module;
        private final Map<String, Growing> callees = new HashMap<>();
        private final List<Growing> order = new ArrayList<>();
        private final Set<String> again = new LinkedHashSet<>();
        private int calls;
        private long bytes;
        private long total;
        private int frame;

        Growing(@Nullable Growing parent, String function, String module) {
            this.parent = parent;
            this.function = function;
            this.module = module;
        }
    }

    /// Adds frames oldest first.
    private static final class Builder {
        private final List<Growing> created = new ArrayList<>();
        private @Nullable Growing current;

        void add(Frame frame, int index, long bytes) {
            var node = enter(frame.code().function(), frame.code().moduleName());
            node.calls++;
            node.bytes += bytes;
            node.frame = index;
            current = node;
        }

        private Growing enter(String function, String module) {
            var caller = current;
            if (caller == null) {
                return create(null, function, module);
            }
            for (@Nullable Growing above = caller; above != null; above = above.parent) {
                if (above.function.equals(function)) {
                    caller.again.add(function);
                    return above;
                }
            }
            var known = caller.callees.get(function);
            if (known != null) {
                return known;
            }
            var node = create(caller, function, module);
            caller.callees.put(function, node);
            caller.order.add(node);
            return node;
        }

        private Growing create(@Nullable Growing caller, String function, String module) {
            var node = new Growing(caller, function, module);
            created.add(node);
            return node;
        }

        CallTree build() {
            for (var node : created.reversed()) {
                node.total += node.bytes;
                if (node.parent != null) {
                    node.parent.total += node.total;
                }
            }
            return new CallTree(created.isEmpty() ? List.of() : preorder());
        }

        /// A place still to be written, with its level and the index of its caller.
        private record Pending(Growing node, int level, int parent) {}

        private List<Node> preorder() {
            var nodes = new ArrayList<Node>();
            var pending = new ArrayList<Pending>();
            pending.add(new Pending(created.getFirst(), 0, -1));
            while (!pending.isEmpty()) {
                var next = pending.removeLast();
                var node = next.node();
                nodes.add(new Node(
                        next.level(),
                        next.parent(),
                        node.function,
                        node.module,
                        node.calls,
                        node.bytes,
                        node.total,
                        List.copyOf(node.again),
                        node.frame));
                int self = nodes.size() - 1;
                int level = level(next);
                for (var callee : node.order.reversed()) {
                    pending.add(new Pending(callee, level, self));
                }
            }
            return List.copyOf(nodes);
        }

        /// Callees stand one step in, except the one callee of a function that itself is the one callee of another.
        private static int level(Pending caller) {
            var parent = caller.node().parent;
            boolean chain = parent != null
                    && parent.order.size() == 1
                    && caller.node().order.size() == 1;
            return chain ? caller.level() : caller.level() + 1;
        }
    }
}
