package dev.gotstack.symbol.pdb;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The container of PDBs, "multi-stream file" 7.00: blocks of one size, and a directory that says which blocks make up
/// each stream. (LLVM docs/PDB/MsfFile.)
final class Msf {
    private static final String MAGIC = "Microsoft C/C++ MSF 7.00\r\n\u001aDS\0\0\0";
    private static final String MAGIC_2_00 = "Microsoft C/C++ program database 2.00\r\n";
    private static final int BLOCK_SIZE = 0x20;
    private static final int DIRECTORY_SIZE = 0x2c;
    private static final int BLOCK_MAP = 0x34;
    private static final int SMALLEST_BLOCK = 512;
    private static final int LARGEST_BLOCK = 0x10000;
    private static final long NO_STREAM = 0xffff_ffffL;
    /// A stream is read as a whole: it must not take the memory that the rest of the program lives on.
    private static final int PART_OF_MEMORY = 4;
    /// Java arrays hold less than 2 GiB.
    private static final long LARGEST_STREAM =
            Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);

    /// Where a stream's blocks stand in the directory.
    private record Entry(long size, long blockList) {}

    private final ByteSource file;
    private final int blockSize;
    private final Bytes directory;
    private final List<Entry> streams;

    private Msf(ByteSource file, int blockSize, Bytes directory) {
        this.file = file;
        this.blockSize = blockSize;
        this.directory = directory;
        this.streams = entries();
    }

    /// Reads the superblock and the directory.
    ///
    /// @throws MalformedFileException if the file is not of this format, or its directory does not fit
    static Msf open(ByteSource file) {
        requireMagic(file);
        long blockSize = file.u32(BLOCK_SIZE);
        if (blockSize < SMALLEST_BLOCK || blockSize > LARGEST_BLOCK || Long.bitCount(blockSize) != 1) {
            throw new MalformedFileException(
                    file.name(), BLOCK_SIZE, "MSF.BlockSize", "512 to 65536", Long.toString(blockSize));
        }
        long directorySize = file.u32(DIRECTORY_SIZE);
        long map = file.u32(BLOCK_MAP) * blockSize;
        var blocks = new Bytes(file.name() + " block map", list(file, map, count(file, directorySize, blockSize)));
        var directory = read(file, (int) blockSize, blocks, new Entry(directorySize, 0));
        return new Msf(file, (int) blockSize, new Bytes(file.name() + " directory", directory));
    }

    int streamCount() {
        return streams.size();
    }

    /// Bytes of a stream, 0 if there is none of that number.
    long size(int stream) {
        return stream >= 0 && stream < streams.size() ? streams.get(stream).size() : 0;
    }

    /// A stream's content; empty if there is none of that number.
    ///
    /// @throws MalformedFileException if it is longer than the file, or a block lies outside the file
    Optional<Bytes> stream(int stream) {
        if (stream < 0 || stream >= streams.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new Bytes(file.name() + " stream " + stream, read(file, blockSize, directory, streams.get(stream))));
    }

    /// The first bytes of a stream, fewer if it is shorter; empty if there is none of that number.
    Optional<Bytes> start(int stream, int length) {
        if (stream < 0 || stream >= streams.size()) {
            return Optional.empty();
        }
        var entry = streams.get(stream);
        var part = new Entry(Math.min(length, entry.size()), entry.blockList());
        return Optional.of(new Bytes(file.name() + " stream " + stream, read(file, blockSize, directory, part)));
    }

    private List<Entry> entries() {
        long count = directory.u32(0);
        directory.check(4, count * 4, "MSF directory stream sizes");
        var entries = new ArrayList<Entry>((int) count);
        long list = 4 + count * 4;
        for (int i = 0; i < count; i++) {
            long size = directory.u32(4 + i * 4L);
            size = size == NO_STREAM ? 0 : size;
            entries.add(new Entry(size, list));
            list += (size + blockSize - 1) / blockSize * 4;
        }
        return List.copyOf(entries);
    }

    private static byte[] read(ByteSource file, int blockSize, Bytes blocks, Entry entry) {
        int count = count(file, entry.size(), blockSize);
        blocks.check(entry.blockList(), count * 4L, "MSF block list");
        var content = new byte[(int) entry.size()];
        for (int i = 0; i < count; ) {
            int run = consecutive(blocks, entry.blockList() + i * 4L, count - i);
            int at = i * blockSize;
            long block = blocks.u32(entry.blockList() + i * 4L);
            file.copy(block * blockSize, content, at, (int) Math.min((long) run * blockSize, content.length - at));
            i += run;
        }
        return content;
    }

    /// How many blocks of a list follow each other in the file too, as most do: they are read at once.
    private static int consecutive(Bytes blocks, long list, int most) {
        long first = blocks.u32(list);
        int run = 1;
        while (run < most && blocks.u32(list + run * 4L) == first + run) {
            run++;
        }
        return run;
    }

    /// Blocks of a stream. No block belongs to two streams, so none is larger than the file.
    private static int count(ByteSource file, long size, long blockSize) {
        long most = Math.min(file.size(), LARGEST_STREAM);
        if (size > most) {
            throw new MalformedFileException(
                    file.name(), -1, "MSF stream size", "at most " + most, Long.toString(size));
        }
        return (int) ((size + blockSize - 1) / blockSize);
    }

    private static byte[] list(ByteSource file, long offset, int count) {
        file.check(offset, count * 4L, "MSF block map");
        return file.bytes(offset, count * 4);
    }

    private static void requireMagic(ByteSource file) {
        if (startsWith(file, MAGIC_2_00)) {
            throw new MalformedFileException(
                    file.name(), 0, "PDB format", "MSF 7.00 (Visual C++ 7 and later)", "PDB 2.00, which is not read");
        }
        if (!startsWith(file, MAGIC)) {
            throw new MalformedFileException(file.name(), 0, "PDB magic", "Microsoft C/C++ MSF 7.00", "other bytes");
        }
    }

    private static boolean startsWith(ByteSource file, String magic) {
        var wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return file.size() >= wanted.length && Arrays.equals(file.bytes(0, wanted.length), wanted);
    }
}
