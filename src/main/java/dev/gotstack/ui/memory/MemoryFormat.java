package dev.gotstack.ui.memory;

/// How memory is laid out in rows.
enum MemoryFormat {
    BYTES("Bytes", "db", 1),
    WORDS("Words", "dw", 2),
    DWORDS("Dwords", "dd", 4),
    QWORDS("Qwords", "dq", 8),
    /// One pointer a row, with the name of what it points to.
    POINTERS("Pointers", "dps", 0);

    private final String words;
    private final String command;
    private final int size;

    MemoryFormat(String words, String command, int size) {
        this.words = words;
        this.command = command;
        this.size = size;
    }

    String words() {
        return words;
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
