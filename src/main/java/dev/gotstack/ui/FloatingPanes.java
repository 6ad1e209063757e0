package dev.gotstack.ui;

import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// The panes that can have windows of their own, and those that have.
final class FloatingPanes {
    /// Where a pane belongs.
    ///
    /// @param place puts something there
    /// @param reveal brings that place to the front
    private record Home(Region content, Consumer<Node> place, Runnable reveal) {}

    private final Actions actions;
    private final Map<PaneKind, Home> homes = new EnumMap<>(PaneKind.class);
    private final Map<PaneKind, FloatingPane> floating = new EnumMap<>(PaneKind.class);

    FloatingPanes(Actions actions) {
        this.actions = actions;
    }

    /// Lets a pane have a window of its own.
    ///
    /// @param place puts something where the pane belongs
    /// @param reveal brings that place to the front
    void add(PaneKind pane, Region content, Consumer<Node> place, Runnable reveal) {
        homes.put(pane, new Home(content, place, reveal));
    }

    /// Whether a pane can have a window of its own.
    boolean can(PaneKind pane) {
        return homes.containsKey(pane);
    }

    /// Gives a pane in a window of its own the keyboard.
    ///
    /// @return false if it is in none
    boolean focus(PaneKind pane) {
        var own = floating.get(pane);
        if (own != null) {
            own.focus();
        }
        return own != null;
    }

    /// Puts a pane into a window of its own, or back.
    void toggle(PaneKind pane) {
        var own = floating.get(pane);
        var home = homes.get(pane);
        if (own != null) {
            own.dock();
        } else if (home != null) {
            home.reveal().run();
            floating.put(pane, new FloatingPane(pane, home.content(), home.place(), actions, () -> {
                floating.remove(pane);
                home.reveal().run();
            }));
        }
    }

    /// The panes that are in windows of their own.
    Set<PaneKind> all() {
        return Set.copyOf(floating.keySet());
    }

    /// Brings all panes back.
    void dockAll() {
        List.copyOf(floating.values()).forEach(FloatingPane::dock);
    }
}
