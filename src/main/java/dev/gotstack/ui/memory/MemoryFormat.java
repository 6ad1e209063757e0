package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.UiText;
import java.util.Locale;

/// How memory is laid out in rows.
enum MemoryFormat {
    BYTES("db", 1),
    WORDS("dw", 2),
    DWORDS("dd", 4),
    QWORDS("dq", 8),
    /// One pointer a row, with the name of what it points to.
    POINTERS("dps", 0);

    private final String command;
    private final int size;

    MemoryFormat(String command, int size) {
        this.command = command;
        this.size = size;
    }

    String words() {
        return UiText.of("memory.format." + name().toLowerCase(Locale.ROOT));
    }

    /// The debugger's command that shows the same.
    String command() {
        return command;
    }

    /// Bytes of one value.
    int cellSize(int pointerSize) {
        return size == 0 ? pointerSize : size;
    }

    /// Bytes of one row.
    int rowSize(int pointerSize) {
        return size == 0 ? pointerSize : 16;
    }

    boolean isPointers() {
        return this == POINTERS;
    }
}
