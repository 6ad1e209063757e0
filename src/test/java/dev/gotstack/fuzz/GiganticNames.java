package dev.gotstack.fuzz;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pdb.Pdb;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/// PDBs with names of a gigabyte, and a program that reads one.
final class GiganticNames {
    private static final int GIGABYTE = 1 << 30;
    private static final int BLOCK = 512;
    private static final int BLOCK_COUNT = 0x28;
    private static final int DIRECTORY_SIZE = 0x2c;
    private static final int BLOCK_MAP = 0x34;

    private GiganticNames() {}

    /// Gives the last stream of a PDB, that of names, a gigabyte of blocks at the end of the file.
    ///
    /// @param there whether the file has these blocks: holes that take no room on the disk
    static void write(Path path, byte[] small, boolean there) throws IOException {
        var file = ByteBuffer.wrap(small).order(ByteOrder.LITTLE_ENDIAN);
        int firstBlock = (small.length + BLOCK - 1) / BLOCK;
        int blocks = GIGABYTE / BLOCK;
        var directory = directory(file, firstBlock, blocks);
        long at = (long) (firstBlock + blocks) * BLOCK;
        int directoryBlocks = (directory.length + BLOCK - 1) / BLOCK;
        long directoryAt = there ? at : (long) firstBlock * BLOCK;
        var map = ByteBuffer.allocate(directoryBlocks * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < directoryBlocks; i++) {
            map.putInt((int) (directoryAt / BLOCK) + i);
        }
        long mapAt = directoryAt + (long) directoryBlocks * BLOCK;
        file.putInt(DIRECTORY_SIZE, directory.length).putInt(BLOCK_MAP, (int) (mapAt / BLOCK));
        try (var out = new RandomAccessFile(path.toFile(), "rw")) {
            long end = (mapAt + map.capacity() + BLOCK - 1) / BLOCK * BLOCK;
            file.putInt(BLOCK_COUNT, (int) (end / BLOCK));
            out.write(small);
            out.seek(directoryAt);
            out.write(directory);
            out.seek(mapAt);
            out.write(map.array());
            out.setLength(end);
        }
    }

    /// The directory again, with the last stream elsewhere.
    private static byte[] directory(ByteBuffer file, int firstBlock, int blocks) {
        int map = file.getInt(BLOCK_MAP) * BLOCK;
        int size = file.getInt(DIRECTORY_SIZE);
        var old = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < size; done += BLOCK) {
            int part = Math.min(BLOCK, size - done);
            old.put(file.array(), file.getInt(map + done / BLOCK * 4) * BLOCK, part);
        }
        int streams = old.getInt(0);
        int lastSize = old.getInt(4 * streams);
        int kept = size - (lastSize + BLOCK - 1) / BLOCK * 4;
        var next = ByteBuffer.allocate(kept + blocks * 4).order(ByteOrder.LITTLE_ENDIAN);
        next.put(old.array(), 0, kept);
        for (int i = 0; i < blocks; i++) {
            next.putInt(firstBlock + i);
        }
        return next.putInt(4 * streams, GIGABYTE).array();
    }

    /// Reads a PDB's symbols and the program of a frame, and tells what comes of it.
    public static void main(String[] arguments) throws IOException {
        try (var pdb = Pdb.open(Path.of(arguments[0]))) {
            pdb.symbols(List.of()).all().forEach(symbol -> System.out.println("public " + symbol.name()));
            System.out.println(pdb.frameData(0x2000));
            pdb.problems().forEach(System.out::println);
        } catch (MalformedFileException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }
}
