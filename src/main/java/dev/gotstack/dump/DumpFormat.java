package dev.gotstack.dump;

import java.util.Arrays;

/// The kinds of kernel dump there are.
public enum DumpFormat {
    FULL_32(Width.BITS_32, 1, Table.RUNS, "32-bit complete memory dump"),
    SUMMARY_32(Width.BITS_32, 2, Table.SUMMARY, "32-bit kernel memory dump"),
    HEADER_32(Width.BITS_32, 3, Table.NONE, "32-bit dump header without memory"),
    TRIAGE_32(Width.BITS_32, 4, Table.BLOCKS, "32-bit small memory dump"),
    BITMAP_FULL_32(Width.BITS_32, 5, Table.BITMAP, "32-bit complete memory dump (bitmap)"),
    BITMAP_KERNEL_32(Width.BITS_32, 6, Table.BITMAP, "32-bit kernel memory dump (bitmap)"),
    AUTOMATIC_32(Width.BITS_32, 7, Table.BITMAP, "32-bit automatic memory dump (bitmap)"),
    FULL_64(Width.BITS_64, 1, Table.RUNS, "64-bit complete memory dump"),
    SUMMARY_64(Width.BITS_64, 2, Table.SUMMARY, "64-bit kernel memory dump"),
    HEADER_64(Width.BITS_64, 3, Table.NONE, "64-bit dump header without memory"),
    TRIAGE_64(Width.BITS_64, 4, Table.BLOCKS, "64-bit small memory dump"),
    BITMAP_FULL_64(Width.BITS_64, 5, Table.BITMAP, "64-bit complete memory dump (bitmap)"),
    BITMAP_KERNEL_64(Width.BITS_64, 6, Table.BITMAP, "64-bit kernel memory dump (bitmap)"),
    AUTOMATIC_64(Width.BITS_64, 7, Table.BITMAP, "64-bit automatic memory dump (bitmap)"),
    /// As type 6, with the header's attribute that says that pages were filtered.
    ACTIVE_64(Width.BITS_64, -1, Table.BITMAP, "64-bit active memory dump (bitmap)"),
    /// As type 6, with the header's attribute that says that the system kept running.
    LIVE_64(Width.BITS_64, -1, Table.BITMAP, "64-bit live kernel dump (bitmap)"),
    RANGES_KERNEL_64(Width.BITS_64, 8, Table.RANGES, "64-bit kernel memory dump (page ranges)"),
    RANGES_ACTIVE_64(Width.BITS_64, 9, Table.RANGES, "64-bit active memory dump (page ranges)"),
    RANGES_FULL_64(Width.BITS_64, 10, Table.RANGES, "64-bit complete memory dump (page ranges)"),
    UNKNOWN_32(Width.BITS_32, -1, Table.NONE, "32-bit dump of an unknown kind"),
    UNKNOWN_64(Width.BITS_64, -1, Table.NONE, "64-bit dump of an unknown kind");

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
    private final String words;

    DumpFormat(Width width, int type, Table table, String words) {
        this.width = width;
        this.type = type;
        this.table = table;
        this.words = words;
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
    public String words() {
        return words;
    }
}
