package dev.gotstack.ui;

import javafx.application.Platform;
import javafx.scene.Scene;

/// Does things when something is on the screen.
final class Pulses {
    /// What is set is laid out in the next pulse, and on the screen when the one after that begins.
    static final int ON_SCREEN = 2;

    private Pulses() {}

    /// Does something after so many pulses of a scene that is shown.
    static void after(Scene scene, int pulses, Runnable action) {
        if (pulses == 0) {
            action.run();
            return;
        }
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(() -> after(scene, pulses - 1, action));
            }
        });
        Platform.requestNextPulse();
    }
}
