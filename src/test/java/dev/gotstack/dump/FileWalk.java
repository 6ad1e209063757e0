package dev.gotstack.dump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a 64-bit complete dump maps, found in the bytes of its file alone: runs from the header, four levels of tables.
/// Shares nothing with the product. Small pages only.
final class FileWalk {
    private final ByteBuffer file;
    private final Map<Long, Integer> offsets = new HashMap<>();
    private final TreeMap<Long, Integer> mapped = new TreeMap<>(Long::compareUnsigned);

    FileWalk(byte[] content) {
        file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int place = 0x2000;
        for (int run = 0; run < file.getInt(0x88); run++) {
            long first = file.getLong(0x98 + 16 * run);
            for (long pfn = first; pfn < first + file.getLong(0xa0 + 16 * run); pfn++) {
                offsets.put(pfn, place);
                place += 0x1000;
            }
        }
        walk(file.getLong(0x10) >>> 12, 39, 0);
    }

    private void walk(long table, int shift, long base) {
        for (int i = 0; i < 512; i++) {
            long entry = file.getLong(offset(table) + 8 * i);
            if ((entry & 1) == 0) {
                continue;
            }
            long va = base | (long) i << shift;
            long pfn = entry >>> 12 & 0xff_ffff_ffffL;
            if (shift == 12) {
                mapped.put(va << 16 >> 16, offset(pfn));
            } else {
                walk(pfn, shift - 9, va);
            }
        }
    }

    private int offset(long pfn) {
        return Objects.requireNonNull(offsets.get(pfn));
    }

    /// Address and file offset of each page, ascending.
    Map<Long, Integer> mapped() {
        return mapped;
    }

    byte[] page(int offset) {
        return Arrays.copyOfRange(file.array(), offset, offset + 0x1000);
    }
}
