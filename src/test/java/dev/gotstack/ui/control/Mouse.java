package dev.gotstack.ui.control;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Mouse events made by hand: the headless robot does not move by itself between two points.
public final class Mouse {
    private Mouse() {}

    /// Fires an event at a point of a node, in its own coordinates. On the window's thread.
    public static void fire(Node node, EventType<MouseEvent> type, double x, double y) {
        var inScene = node.localToScene(x, y);
        var on = node.localToScreen(x, y);
        Event.fireEvent(
                node,
                new MouseEvent(
                        type,
                        inScene.getX(),
                        inScene.getY(),
                        on.getX(),
                        on.getY(),
                        MouseButton.NONE,
                        0,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        null));
    }

    /// Fires an event in the middle of a node. On the window's thread.
    public static void fire(Node node, EventType<MouseEvent> type) {
        var bounds = node.getLayoutBounds();
        fire(node, type, bounds.getCenterX(), bounds.getCenterY());
    }
}
