package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.Section;
import java.util.Arrays;

/// An image file as a source addressed by RVA, as if it were loaded: headers, then sections at their addresses, zeros
/// where a section is longer in memory than in the file. Nothing is relocated.
final class FileLayout implements ByteSource {
    private final ByteSource file;
    private final PeHeader header;

    FileLayout(ByteSource file, PeHeader header) {
        this.file = file;
        this.header = header;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return header.sizeOfImage();
    }

    /// @throws MalformedFileException also where the range lies between sections, or the file ends before it
    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        check(offset, length, "bytes");
        int done = 0;
        while (done < length) {
            done += copySome(offset + done, target, at + done, length - done);
        }
    }

    private int copySome(long rva, byte[] target, int at, int length) {
        for (var section : header.sections()) {
            if (section.contains(rva)) {
                return copyFrom(section, rva, target, at, length);
            }
        }
        if (rva >= header.sizeOfHeaders()) {
            throw new MalformedFileException(
                    name(), -1, "RVA " + Long.toHexString(rva), "a section of the image", "none there");
        }
        int most = (int) Math.min(length, header.sizeOfHeaders() - rva);
        file.copy(rva, target, at, most);
        return most;
    }

    private int copyFrom(Section section, long rva, byte[] target, int at, int length) {
        long into = rva - section.rva();
        int most = (int) Math.min(length, section.size() - into);
        int inFile = Math.clamp(section.fileSize() - into, 0, most);
        if (inFile > 0) {
            file.copy(section.fileOffset() + into, target, at, inFile);
        }
        Arrays.fill(target, at + inFile, at + most, (byte) 0);
        return most;
    }
}
