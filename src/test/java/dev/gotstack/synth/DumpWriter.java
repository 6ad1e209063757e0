package dev.gotstack.synth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Writes 32-bit dumps from physical pages.
public final class DumpWriter {
    private static final int PAGE = 0x1000;

    private final TreeMap<Integer, byte[]> pages = new TreeMap<>();
    private boolean pae = true;
    private int directoryTableBase;
    private int bugCheck = 0x7f;
    private int machine = 0x14c;
    private int processors = 1;

    /// The page of a page frame number, zeros at first.
    public ByteBuffer page(int pfn) {
        return ByteBuffer.wrap(pages.computeIfAbsent(pfn, ignored -> new byte[PAGE]))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    public DumpWriter nonPae() {
        pae = false;
        return this;
    }

    public DumpWriter directoryTableBase(int address) {
        directoryTableBase = address;
        return this;
    }

    public DumpWriter machine(int type) {
        machine = type;
        return this;
    }

    public DumpWriter processors(int count) {
        processors = count;
        return this;
    }

    /// A complete dump: runs of pages behind the header.
    public byte[] full() {
        var header = header(1);
        var runs = new TreeMap<Integer, Integer>();
        int start = -1;
        for (int pfn : pages.keySet()) {
            if (start >= 0 && start + runs.getOrDefault(start, 0) == pfn) {
                runs.merge(start, 1, Integer::sum);
            } else {
                start = pfn;
                runs.put(pfn, 1);
            }
        }
        header.putInt(0x64, runs.size());
        header.putInt(0x68, pages.size());
        int at = 0x6c;
        for (var run : runs.entrySet()) {
            header.putInt(at, run.getKey());
            header.putInt(at + 4, run.getValue());
            at += 8;
        }
        return withPages(header.array());
    }

    /// A kernel dump: a bitmap of pages, `bits` of them.
    public byte[] summary(int bits) {
        int first = (PAGE + 0x20 + (bits + 7) / 8 + PAGE - 1) / PAGE * PAGE;
        var all = ByteBuffer.allocate(first).order(ByteOrder.LITTLE_ENDIAN);
        all.put(header(2).array());
        all.put(PAGE, "SDMPDUMP".getBytes(StandardCharsets.US_ASCII));
        all.putInt(PAGE + 8, 1);
        all.putInt(PAGE + 0xc, first);
        all.putInt(PAGE + 0x10, bits);
        all.putInt(PAGE + 0x14, pages.size());
        all.putInt(PAGE + 0x18, bits);
        for (int pfn : pages.keySet()) {
            int at = PAGE + 0x20 + pfn / 8;
            all.put(at, (byte) (all.get(at) | 1 << pfn % 8));
        }
        return withPages(all.array());
    }

    private byte[] withPages(byte[] header) {
        var all = ByteBuffer.allocate(header.length + pages.size() * PAGE);
        all.put(header);
        for (Map.Entry<Integer, byte[]> page : pages.entrySet()) {
            all.put(page.getValue());
        }
        return all.array();
    }

    private ByteBuffer header(int type) {
        var header = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) {
            header.put("PAGE".getBytes(StandardCharsets.US_ASCII));
        }
        header.put(4, "DUMP".getBytes(StandardCharsets.US_ASCII));
        header.putInt(8, 15);
        header.putInt(0xc, 3790);
        header.putInt(0x10, directoryTableBase);
        header.putInt(0x18, 0);
        header.putInt(0x1c, 0);
        header.putInt(0x20, machine);
        header.putInt(0x24, processors);
        header.putInt(0x28, bugCheck);
        header.putInt(0x2c, 8);
        header.putInt(0x30, 0x80042000);
        header.putInt(0x34, 0);
        header.putInt(0x38, 0);
        header.put(0x5c, (byte) (pae ? 1 : 0));
        header.putInt(0xf88, type);
        return header;
    }

    /// Writes bytes to a new file.
    public static Path file(Path folder, byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "synth", ".dmp"), content);
    }
}
