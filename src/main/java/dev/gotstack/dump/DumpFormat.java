package dev.gotstack.dump;

import dev.gotstack.text.Phrase;
import java.util.Arrays;

/// The kinds of kernel dump there are.
public enum DumpFormat {
    FULL_32(Width.BITS_32, 1, Table.RUNS, "format.full-32"),
    SUMMARY_32(Width.BITS_32, 2, Table.SUMMARY, "format.summary-32"),
    HEADER_32(Width.BITS_32, 3, Table.NONE, "format.header-32"),
    TRIAGE_32(Width.BITS_32, 4, Table.BLOCKS, "format.triage-32"),
    BITMAP_FULL_32(Width.BITS_32, 5, Table.BITMAP, "format.bitmap-full-32"),
    BITMAP_KERNEL_32(Width.BITS_32, 6, Table.BITMAP, "format.bitmap-kernel-32"),
    AUTOMATIC_32(Width.BITS_32, 7, Table.BITMAP, "format.automatic-32"),
    FULL_64(Width.BITS_64, 1, Table.RUNS, "format.full-64"),
    SUMMARY_64(Width.BITS_64, 2, Table.SUMMARY, "format.summary-64"),
    HEADER_64(Width.BITS_64, 3, Table.NONE, "format.header-64"),
    TRIAGE_64(Width.BITS_64, 4, Table.BLOCKS, "format.triage-64"),
    BITMAP_FULL_64(Width.BITS_64, 5, Table.BITMAP, "format.bitmap-full-64"),
    BITMAP_KERNEL_64(Width.BITS_64, 6, Table.BITMAP, "format.bitmap-kernel-64"),
    AUTOMATIC_64(Width.BITS_64, 7, Table.BITMAP, "format.automatic-64"),
    /// As type 6, with the header's attribute that says that pages were filtered.
    ACTIVE_64(Width.BITS_64, -1, Table.BITMAP, "format.active-64"),
    /// As type 6, with the header's attribute that says that the system kept running.
    LIVE_64(Width.BITS_64, -1, Table.BITMAP, "format.live-64"),
    RANGES_KERNEL_64(Width.BITS_64, 8, Table.RANGES, "format.ranges-kernel-64"),
    RANGES_ACTIVE_64(Width.BITS_64, 9, Table.RANGES, "format.ranges-active-64"),
    RANGES_FULL_64(Width.BITS_64, 10, Table.RANGES, "format.ranges-full-64"),
    UNKNOWN_32(Width.BITS_32, -1, Table.NONE, "format.unknown-32"),
    UNKNOWN_64(Width.BITS_64, -1, Table.NONE, "format.unknown-64");

    /// How a kind says where its memory is.
    enum Table {
        RUNS,
        SUMMARY,
        BITMAP,
        RANGES,
        BLOCKS,
        NONE
    }

    private static final int BITMAP_KERNEL = 6;
    private static final long LIVE_DUMP = 1 << 4;
    private static final long FILTER_DUMP = 1 << 6;

    private final Width width;
    private final int type;
    private final Table table;
    private final String text;

    DumpFormat(Width width, int type, Table table, String text) {
        this.width = width;
        this.type = type;
        this.table = table;
        this.text = text;
    }

    /// The kind of a header's `DumpType`.
    ///
    /// @param attributes the header's `Attributes`, 0 if not set
    static DumpFormat of(Width width, long type, long attributes) {
        if (width == Width.BITS_64 && type == BITMAP_KERNEL) {
            if ((attributes & LIVE_DUMP) != 0) {
                return LIVE_64;
            }
            if ((attributes & FILTER_DUMP) != 0) {
                return ACTIVE_64;
            }
        }
        return Arrays.stream(values())
                .filter(format -> format.width == width && format.type == type)
                .findFirst()
                .orElse(width == Width.BITS_32 ? UNKNOWN_32 : UNKNOWN_64);
    }

    Table table() {
        return table;
    }

    /// 4 or 8.
    public int pointerSize() {
        return width.pointerSize();
    }

    /// The kind in words for the user.
    public Phrase words() {
        return Phrase.of(text);
    }
}
