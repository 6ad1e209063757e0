package dev.gotstack;

/// Picks window or command line.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {}
}
