package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.util.stream.LongStream;

/// An image's base relocations: the places that hold addresses, and change when the image is loaded elsewhere.
final class Relocations {
    /// Bytes of the longest place.
    static final int LONGEST = 8;

    private static final int BLOCK_HEADER = 8;
    /// A block describes one page: at most one place a byte.
    private static final int LONGEST_BLOCK = BLOCK_HEADER + 2 * 0x1000;
    /// The largest programs have less than half of it; sizes in hostile headers are not memory to allocate.
    private static final long LARGEST_DIRECTORY = 4 << 20;

    private static final int ABSOLUTE = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int HIGHLOW = 3;
    private static final int DIR64 = 10;
    private static final int TYPE_BITS = 4;
    private static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    /// RVA and type, packed: a large driver has a hundred thousand.
    private final long[] places;

    private Relocations(long[] places) {
        this.places = places;
    }

    /// @throws MalformedFileException if a block does not fit, or a kind of place is not known
    static Relocations read(ByteSource image, PeHeader.Directory directory) {
        if (directory.size() > LARGEST_DIRECTORY) {
            throw unexpected(image, "base relocations size", "at most " + LARGEST_DIRECTORY, directory.size());
        }
        image.check(directory.rva(), directory.size(), "base relocations");
        var places = LongStream.builder();
        long end = directory.rva() + directory.size();
        for (long block = directory.rva(); end - block >= BLOCK_HEADER; ) {
            long size = image.u32(block + 4);
            if (size == 0) {
                break; // padding after the last block
            }
            long most = Math.min(LONGEST_BLOCK, end - block);
            if (size < BLOCK_HEADER || size > most) {
                throw unexpected(image, "IMAGE_BASE_RELOCATION.SizeOfBlock", BLOCK_HEADER + " to " + most, size);
            }
            addBlock(image, image.bytes(block, (int) size), places);
            block += size;
        }
        return new Relocations(places.build().toArray());
    }

    private static void addBlock(ByteSource image, byte[] block, LongStream.Builder places) {
        long page = LittleEndian.u32(block, 0);
        for (int at = BLOCK_HEADER; at + 2 <= block.length; at += 2) {
            int entry = LittleEndian.u16(block, at);
            int type = entry >>> 12;
            if (type != ABSOLUTE) {
                if (width(type) == 0) {
                    throw unexpected(image, "base relocation type", "1, 2, 3 or 10", type);
                }
                places.add(((page + (entry & 0xfff)) << TYPE_BITS) | type);
            }
        }
    }

    private static MalformedFileException unexpected(ByteSource image, String where, String expected, long found) {
        return new MalformedFileException(image.name(), -1, where, expected, Long.toString(found));
    }

    private static int width(int type) {
        return switch (type) {
            case HIGH, LOW -> 2;
            case HIGHLOW -> 4;
            case DIR64 -> 8;
            default -> 0;
        };
    }

    /// Adds `delta` to the places that lie wholly within `bytes`, which start at `rva`.
    void apply(byte[] bytes, long rva, long delta) {
        for (long place : places) {
            int type = (int) place & TYPE_MASK;
            long at = (place >>> TYPE_BITS) - rva;
            if (at >= 0 && at <= bytes.length - width(type)) {
                apply(bytes, (int) at, type, delta);
            }
        }
    }

    private static void apply(byte[] bytes, int at, int type, long delta) {
        int width = width(type);
        long change = type == HIGH ? delta >>> 16 : delta;
        long value = LittleEndian.unsigned(bytes, at, width) + change;
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
