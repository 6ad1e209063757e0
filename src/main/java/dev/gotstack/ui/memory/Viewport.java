package dev.gotstack.ui.memory;

/// Which rows of the address space are visible, and where the caret is. Addresses end at the last one there is: nothing
/// wraps around.
final class Viewport {
    private final Runnable changed;
    private long last = 0xffff_ffffL;
    private int rowSize = 16;
    private int cellSize = 4;
    private int rows = 1;
    private long top;
    private long caret;
    private long anchor;

    /// @param changed called whenever something has changed
    Viewport(Runnable changed) {
        this.changed = changed;
    }

    /// Sets the address space and the shape of its rows; what was at the top and under the caret stays there.
    void shape(long lastAddress, int bytesPerRow, int bytesPerCell) {
        last = lastAddress;
        rowSize = bytesPerRow;
        cellSize = bytesPerCell;
        top = row(top);
        caret = cell(caret);
        anchor = cell(anchor);
        changed.run();
    }

    void setRows(int count) {
        rows = count;
    }

    long top() {
        return top;
    }

    long last() {
        return last;
    }

    int rows() {
        return rows;
    }

    int rowSize() {
        return rowSize;
    }

    /// Address of the value under the caret.
    long caret() {
        return caret;
    }

    /// The selected bytes: at least the value under the caret.
    Span selection() {
        return Span.between(anchor, caret, cellSize);
    }

    /// Scrolls by rows, downwards if positive.
    void scroll(long count) {
        scrollTo(add(top, count * rowSize));
    }

    /// Makes the row of an address the first one.
    void scrollTo(long address) {
        long highest = add(row(last), -(rows - 1L) * rowSize);
        long wanted = row(address);
        top = Long.compareUnsigned(wanted, highest) > 0 ? highest : wanted;
        changed.run();
    }

    /// Scrolls if an address is not visible, so that it has context above and below.
    void reveal(long address) {
        if (!isVisible(address)) {
            center(address);
        }
    }

    /// Scrolls so that an address has some rows above it and more below.
    void center(long address) {
        scrollTo(add(row(address), -(long) (rows / 4) * rowSize));
    }

    boolean isVisible(long address) {
        return address - top >= 0 && address - top < (long) rows * rowSize;
    }

    /// Puts the caret on the value that holds an address.
    ///
    /// @param extend whether the selection grows instead of moving along
    void put(long address, boolean extend) {
        caret = cell(address);
        anchor = extend ? anchor : caret;
        changed.run();
    }

    /// Moves the caret, and scrolls just as far as needed.
    void move(long bytes, boolean extend) {
        put(add(caret, bytes), extend);
        long below = row(caret) - top - (rows - 1L) * rowSize;
        if (Long.compareUnsigned(caret, top) < 0) {
            scrollTo(caret);
        } else if (below > 0) {
            scrollTo(top + below);
        }
    }

    int cellSize() {
        return cellSize;
    }

    private long row(long address) {
        return address & -(long) rowSize;
    }

    private long cell(long address) {
        return address & -(long) cellSize;
    }

    private long add(long address, long bytes) {
        long sum = address + bytes;
        boolean below = bytes < 0 && Long.compareUnsigned(sum, address) > 0;
        boolean above = bytes > 0 && (Long.compareUnsigned(sum, address) < 0 || Long.compareUnsigned(sum, last) > 0);
        return below ? 0 : above ? last : sum;
    }
}
