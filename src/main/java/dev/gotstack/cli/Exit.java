package dev.gotstack.cli;

/// Exit codes; scripts rely on them.
final class Exit {
    static final int DONE = 0;
    static final int FAULT = 1;
    static final int USAGE = 2;
    static final int NOT_A_DUMP = 3;
    static final int COMMAND_ERROR = 4;

    private Exit() {}
}
