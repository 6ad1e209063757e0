package dev.gotstack.synth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Writes 64-bit dumps of many gigabytes as sparse files: page tables, a first page and a last page; all else is a
/// hole. The last page lies at the file's end.
public final class SparseDump {
    /// Where the first page is mapped; the last one follows.
    public static final long ADDRESS = 0xffff_f804_7ba0_0000L;

    /// First word of the first page.
    public static final long FIRST = 0x1111_2222_3333_4444L;

    /// First word of the last page.
    public static final long LAST = 0x5555_6666_7777_8888L;

    private static final int PAGE = 0x1000;
    private static final int HEADER = 0x2000;
    private static final long TABLES = 0x200;

    private final SeekableByteChannel file;
    private final long pages;
    private final long data;

    private SparseDump(SeekableByteChannel file, long pages, long data) {
        this.file = file;
        this.pages = pages;
        this.data = data;
    }

    /// A complete dump with one run that begins at page 0.
    public static Path full(Path path, long pages) throws IOException {
        var header = new Dump64Writer()
                .put(0x10, TABLES << 12)
                .putInt(0x88, 1)
                .put(0x90, pages)
                .put(0x98, 0)
                .put(0xa0, pages);
        return write(path, pages, header.with(new byte[0]));
    }

    /// A bitmap dump with all bits set.
    public static Path bitmap(Path path, long pages) throws IOException {
        int bytes = Math.toIntExact((pages + 7) / 8);
        int size = (HEADER + 0x38 + bytes + PAGE - 1) / PAGE * PAGE;
        var table = ByteBuffer.allocate(size - HEADER).order(ByteOrder.LITTLE_ENDIAN);
        table.put(0, "FDMPDUMP".getBytes(StandardCharsets.US_ASCII));
        table.putLong(0x20, size).putLong(0x28, pages).putLong(0x30, pages);
        Arrays.fill(table.array(), 0x38, 0x38 + bytes, (byte) 0xff);
        var header = new Dump64Writer().put(0x10, TABLES << 12).putInt(0xf98, 5);
        return write(path, pages, header.with(table.array()));
    }

    private static Path write(Path path, long pages, byte[] start) throws IOException {
        try (var file = Files.newByteChannel(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            file.write(ByteBuffer.wrap(start));
            new SparseDump(file, pages, start.length).fill();
        }
        return path;
    }

    private void fill() throws IOException {
        for (int level = 4; level > 1; level--) {
            word(TABLES + 4 - level, slot(level), TABLES + 5 - level << 12 | 0x63);
        }
        word(TABLES + 3, slot(1), 1L << 12 | 0x63);
        word(TABLES + 3, slot(1) + 8, pages - 1 << 12 | 0x63);
        word(1, 0, FIRST);
        word(pages - 1, 0, LAST);
        word(pages - 1, PAGE - 8, 0);
    }

    private static int slot(int level) {
        return (int) (ADDRESS >> 12 + 9 * (level - 1) & 0x1ff) * 8;
    }

    private void word(long pfn, int at, long value) throws IOException {
        var bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .flip();
        file.position(data + pfn * PAGE + at).write(bytes);
    }
}
