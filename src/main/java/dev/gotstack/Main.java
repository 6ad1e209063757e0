package dev.gotstack;

import dev.gotstack.cli.GotstackCommand;
import dev.gotstack.ui.GotstackApp;

/// Picks window or command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Charts are drawn by AWT into pictures only. It must not look for a display: one that is named but gone, as
        // after an old remote session, would end a command that needs none.
        System.setProperty("java.awt.headless", "true");
        System.exit(run(arguments));
    }

    /// @return the exit code
    static int run(String... arguments) {
        return GotstackCommand.run(GotstackApp::open, arguments);
    }
}
