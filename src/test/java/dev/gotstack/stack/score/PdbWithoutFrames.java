package dev.gotstack.stack.score;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A PDB whose frame data and FPO streams are taken away, everything else left as it is: the numbers of the two streams
/// in the debug information's optional header become "none". (LLVM docs/PDB: MsfFile, DbiStream.)
final class PdbWithoutFrames {
    private static final int DEBUG_INFORMATION = 3;
    private static final int FPO = 0;
    private static final int FRAME_DATA = 9;
    private static final short NONE = -1;

    private final ByteBuffer file;
    private final int blockSize;

    private PdbWithoutFrames(byte[] content) {
        file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        blockSize = file.getInt(0x20);
    }

    /// Writes such a copy.
    static void copy(Path pdb, Path folder) throws IOException {
        var content = Files.readAllBytes(pdb);
        new PdbWithoutFrames(content).strip();
        Files.write(folder.resolve(pdb.getFileName()), content);
    }

    private void strip() {
        int header = 64 + debug(0x34);
        for (int size = 0x18; size < 0x2c; size += 4) {
            header += debug(size);
        }
        int length = debug(0x30);
        for (int stream : new int[] {FPO, FRAME_DATA}) {
            if (stream * 2 + 2 <= length) {
                file.putShort(place(header + stream * 2), NONE);
            }
        }
    }

    private int debug(int offset) {
        return file.getInt(place(offset));
    }

    /// Where in the file a byte of the debug information lies.
    private int place(int offset) {
        int list = 4 + 4 * directory(0);
        for (int stream = 0; stream < DEBUG_INFORMATION; stream++) {
            int size = directory(4 + 4 * stream);
            list += size < 0 ? 0 : (size + blockSize - 1) / blockSize * 4;
        }
        return directory(list + offset / blockSize * 4) * blockSize + offset % blockSize;
    }

    private int directory(int offset) {
        int map = file.getInt(0x34) * blockSize;
        int block = file.getInt(map + offset / blockSize * 4);
        return file.getInt(block * blockSize + offset % blockSize);
    }
}
