package dev.gotstack.synth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes 64-bit dumps from physical pages.
public final class Dump64Writer {
    private static final int PAGE = 0x1000;
    private static final int HEADER = 0x2000;

    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private final ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);

    public Dump64Writer() {
        while (header.hasRemaining()) {
            header.put(ascii("PAGE"));
        }
        header.put(4, ascii("DU64"));
        header.putInt(8, 15).putInt(0xc, 19041);
        header.putLong(0x10, 0x1ad000).putLong(0x20, 0).putLong(0x28, 0);
        header.putInt(0x30, 0x8664).putInt(0x34, 4).putInt(0x38, 0x7f);
        header.putLong(0x40, 8).putLong(0x48, 0x8005_0033L).putLong(0x50, 0x6f8).putLong(0x58, 0xffff_f804_0123_4567L);
        header.putInt(0xf98, 1);
    }

    public Dump64Writer put(int offset, long value) {
        header.putLong(offset, value);
        return this;
    }

    public Dump64Writer putInt(int offset, int value) {
        header.putInt(offset, value);
        return this;
    }

    /// The page of a page frame number, zeros at first.
    public ByteBuffer page(long pfn) {
        return ByteBuffer.wrap(pages.computeIfAbsent(pfn, ignored -> new byte[PAGE]))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public Dump64Writer pages(Map<Long, byte[]> all) {
        pages.putAll(all);
        return this;
    }

    public byte[] full() {
        header.putInt(0xf98, 1);
        var runs = runs();
        header.putInt(0x88, runs.size());
        header.putLong(0x90, pages.size());
        int at = 0x98;
        for (long[] run : runs) {
            header.putLong(at, run[0]).putLong(at + 8, run[1]);
            at += 16;
        }
        return file(new byte[0]);
    }

    /// Type 2: counts of 32 bits.
    public byte[] summary(int bits) {
        header.putInt(0xf98, 2);
        int first = (HEADER + 0x28 + (bits + 7) / 8 + PAGE - 1) / PAGE * PAGE;
        var table = ByteBuffer.allocate(first - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        table.put(0, ascii("SDMPDUMP"));
        table.putInt(8, 1)
                .putInt(0xc, first)
                .putInt(0x10, bits)
                .putInt(0x14, pages.size())
                .putInt(0x18, bits);
        bits(table, 0x28);
        return file(table.array());
    }

    /// Types 5 and 6: counts of 64 bits.
    ///
    /// @param signature `SDMP` or `FDMP`
    public byte[] bitmap(int type, String signature, int bits) {
        header.putInt(0xf98, type);
        int first = (HEADER + 0x38 + (bits + 7) / 8 + PAGE - 1) / PAGE * PAGE;
        var table = ByteBuffer.allocate(first - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        table.put(0, ascii(signature + "DUMP"));
        table.putLong(0x20, first).putLong(0x28, pages.size()).putLong(0x30, bits);
        bits(table, 0x38);
        return file(table.array());
    }

    /// Types 8, 9 and 10: ranges.
    public byte[] ranges(int type) {
        header.putInt(0xf98, type);
        var runs = runs();
        int first = (HEADER + 0x30 + 16 * (runs.size() + 1) + PAGE - 1) / PAGE * PAGE;
        var table = ByteBuffer.allocate(first - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(0, 0x40).put(4, ascii("RDMPDUMP"));
        table.putLong(0x10, first - 0x2020L).putLong(0x18, first);
        if (type == 10) {
            table.putInt(0x20, runs.size()).putLong(0x28, pages.size());
        }
        int at = 0x30;
        for (long[] run : runs) {
            table.putLong(at, run[0]).putLong(at + 8, run[1]);
            at += 16;
        }
        return file(table.array());
    }

    /// A header with what follows it.
    public byte[] with(byte[] rest) {
        var all = Arrays.copyOf(header.array(), HEADER + rest.length);
        System.arraycopy(rest, 0, all, HEADER, rest.length);
        return all;
    }

    private void bits(ByteBuffer table, int at) {
        for (long pfn : pages.keySet()) {
            int place = at + (int) (pfn / 8);
            table.put(place, (byte) (table.get(place) | 1 << pfn % 8));
        }
    }

    private List<long[]> runs() {
        var runs = new ArrayList<long[]>();
        for (long pfn : pages.keySet()) {
            if (!runs.isEmpty() && runs.getLast()[0] + runs.getLast()[1] == pfn) {
                runs.getLast()[1]++;
            } else {
                runs.add(new long[] {pfn, 1});
            }
        }
        return runs;
    }

    private byte[] file(byte[] table) {
        int size = HEADER + table.length + pages.size() * PAGE;
        header.putLong(0xfa0, size);
        var all = ByteBuffer.allocate(size);
        all.put(header.array()).put(table);
        pages.values().forEach(all::put);
        return all.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
