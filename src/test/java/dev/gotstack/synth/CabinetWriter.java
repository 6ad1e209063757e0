package dev.gotstack.synth;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/// Writes cabinets, as the MS-CAB documents describe them.
public final class CabinetWriter {
    private static final int FRAME = 0x8000;
    private static final int HEADER = 36;
    private static final int FOLDER = 8;
    private static final int STORED = 0;
    private static final int MSZIP = 1;
    private static final int LZX_WINDOW_15 = 0x0f03;

    private CabinetWriter() {}

    public static byte[] stored(String name, byte... content) {
        return cabinet(STORED, List.of(name), content.length, frames(STORED, content));
    }

    public static byte[] mszip(String name, byte... content) {
        return cabinet(MSZIP, List.of(name), content.length, frames(MSZIP, content));
    }

    /// With one LZX block that is not compressed: at most 32 KiB.
    public static byte[] lzx(String name, byte... content) {
        return cabinet(LZX_WINDOW_15, List.of(name), content.length, frames(LZX_WINDOW_15, content));
    }

    /// Says that its one file has `size` bytes, whatever it holds.
    public static byte[] claiming(long size, byte... content) {
        return cabinet(MSZIP, List.of("x"), size, frames(MSZIP, content));
    }

    /// Several files one after the other in one folder.
    ///
    /// @param lzx at most 32 KiB together; otherwise MSZIP
    public static byte[] together(boolean lzx, Map<String, byte[]> files) {
        var all = new Out();
        files.values().forEach(all::raw);
        var sizes =
                files.values().stream().map(content -> (long) content.length).toList();
        int method = lzx ? LZX_WINDOW_15 : MSZIP;
        return cabinet(method, List.copyOf(files.keySet()), sizes, frames(method, all.bytes()));
    }

    public static byte[] withFiles(String... names) {
        return cabinet(STORED, List.of(names), 0, frames(STORED, new byte[1]));
    }

    /// Data blocks: no checksum, packed length, length, packed bytes.
    private static List<byte[]> frames(int method, byte[] content) {
        var frames = new ArrayList<byte[]>();
        for (int at = 0; at < content.length; at += FRAME) {
            var part = Arrays.copyOfRange(content, at, Math.min(content.length, at + FRAME));
            var packed = method == STORED ? part : method == MSZIP ? deflated(part) : block(part);
            frames.add(new Out()
                    .u32(0)
                    .u16(packed.length)
                    .u16(part.length)
                    .raw(packed)
                    .bytes());
        }
        return frames;
    }

    private static byte[] deflated(byte[] part) {
        var deflater = new Deflater(9, true);
        deflater.setInput(part);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        out.write('C');
        out.write('K');
        var buffer = new byte[FRAME];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /// Bits from the top of 16-bit words: no E8 translation (0), block type 3 (011), 24 bits of length, then filling.
    private static byte[] block(byte[] part) {
        long bits = (3L << 24 | part.length) << 4;
        return new Out()
                .u16(bits >>> 16)
                .u16(bits)
                .u32(1)
                .u32(1)
                .u32(1)
                .raw(part)
                .align(2)
                .bytes();
    }

    private static byte[] cabinet(int method, List<String> names, long size, List<byte[]> frames) {
        return cabinet(method, names, Collections.nCopies(names.size(), size), frames);
    }

    private static byte[] cabinet(int method, List<String> names, List<Long> sizes, List<byte[]> frames) {
        var files = new Out();
        long start = 0;
        for (int i = 0; i < names.size(); i++) {
            files.u32(sizes.get(i))
                    .u32(start)
                    .u16(0)
                    .u16(0x5021)
                    .u16(0x4000)
                    .u16(0x20)
                    .text(names.get(i));
            start += sizes.get(i);
        }
        var data = new Out();
        for (var frame : frames) {
            data.raw(frame);
        }
        int filesAt = HEADER + FOLDER;
        int dataAt = filesAt + files.size();
        return new Out()
                .raw((byte) 'M', (byte) 'S', (byte) 'C', (byte) 'F')
                .u32(0)
                .u32(dataAt + data.size())
                .u32(0)
                .u32(filesAt)
                .u32(0)
                .u8(3)
                .u8(1)
                .u16(1)
                .u16(names.size())
                .u16(0)
                .u16(0)
                .u16(0)
                .u32(dataAt)
                .u16(frames.size())
                .u16(method)
                .raw(files.bytes())
                .raw(data.bytes())
                .bytes();
    }
}
