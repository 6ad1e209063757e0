package dev.gotstack.ui.action;

import dev.gotstack.ui.control.UiText;
import java.util.Locale;

/// The panes a key leads to. The digits are the debugger's (Alt+1 command … Alt+7 disassembly); the rest takes what is
/// free.
public enum PaneKind {
    COMMAND(1),
    STORY(2),
    USAGE(3),
    REGISTERS(4),
    MEMORY(5),
    STACK(6),
    DISASSEMBLY(7),
    MODULES(8),
    THREADS(9),
    FRAME(0);

    private final int digit;

    PaneKind(int digit) {
        this.digit = digit;
    }

    public String title() {
        return UiText.of("pane." + name().toLowerCase(Locale.ROOT));
    }

    /// With Alt, the key that leads there.
    public int digit() {
        return digit;
    }
}
