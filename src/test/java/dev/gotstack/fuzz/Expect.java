package dev.gotstack.fuzz;

/// What holds of every result, however damaged the input.
final class Expect {
    private Expect() {}

    static void that(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}
