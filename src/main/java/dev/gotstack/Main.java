package dev.gotstack;

import dev.gotstack.cli.GotstackCommand;
import dev.gotstack.ui.GotstackApp;

/// Picks window or command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(GotstackCommand.run(GotstackApp::open, arguments));
    }
}
