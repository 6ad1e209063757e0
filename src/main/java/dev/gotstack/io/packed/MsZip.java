package dev.gotstack.io.packed;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks MSZIP blocks: each is deflated on its own, after `CK`, with the block before as dictionary. (MS-MCI 3. The
/// cabinet library stumbles over blocks with more than one stored part, which other packers than Microsoft's write.)
final class MsZip {
    private static final int LONGEST_BLOCK = 0x8000;
    private static final int MARK = 2;

    private MsZip() {}

    static void unpack(byte[] cabinet, String name, CabinetLayout layout, OutputStream out) throws IOException {
        try (var inflater = new Inflater(true)) {
            var before = new byte[0];
            for (var block : layout.blocks()) {
                inflater.reset();
                inflater.setDictionary(before);
                before = unpack(inflater, cabinet, name, block);
                out.write(before);
            }
        }
    }

    private static byte[] unpack(Inflater inflater, byte[] cabinet, String name, CabinetLayout.Block block) {
        int at = block.at();
        if (block.packed() < MARK || cabinet[at] != 'C' || cabinet[at + 1] != 'K' || block.length() > LONGEST_BLOCK) {
            throw new MalformedFileException(name, at, "MSZIP block", "CK and at most 32 KiB", "something else");
        }
        inflater.setInput(cabinet, at + MARK, block.packed() - MARK);
        var unpacked = new byte[block.length()];
        int done = 0;
        try {
            int more = 1;
            while (done < unpacked.length && more > 0) {
                more = inflater.inflate(unpacked, done, unpacked.length - done);
                done += more;
            }
        } catch (DataFormatException e) {
            throw new MalformedFileException(name, at, "MSZIP block", "deflated bytes", String.valueOf(e.getMessage()));
        }
        if (done < unpacked.length) {
            throw new MalformedFileException(name, at, "MSZIP block", unpacked.length + " bytes", done + " bytes");
        }
        return unpacked;
    }
}
