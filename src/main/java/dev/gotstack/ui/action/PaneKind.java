package dev.gotstack.ui.action;

/// The panes a key leads to. The digits are the debugger's (Alt+1 command … Alt+7 disassembly); the rest takes what is
/// free.
public enum PaneKind {
    COMMAND("Command", 1),
    STORY("What happened", 2),
    USAGE("Stack use", 3),
    REGISTERS("Registers", 4),
    MEMORY("Memory", 5),
    STACK("Call stack", 6),
    DISASSEMBLY("Disassembly", 7),
    MODULES("Modules", 8),
    THREADS("Threads", 9),
    FRAME("Frame", 0);

    private final String title;
    private final int digit;

    PaneKind(String title, int digit) {
        this.title = title;
        this.digit = digit;
    }

    public String title() {
        return title;
    }

    /// With Alt, the key that leads there.
    public int digit() {
        return digit;
    }
}
