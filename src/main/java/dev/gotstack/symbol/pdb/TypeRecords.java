package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;
import java.util.Arrays;

/// The records of the TPI stream (number 2), found by type index but not yet decoded. (LLVM docs/PDB/TpiStream.)
final class TypeRecords {
    static final int STREAM = 2;

    private static final int HEADER_SIZE = 4;
    private static final int FIRST = 8;
    private static final int END = 0xc;
    private static final int RECORD_BYTES = 0x10;
    private static final int LENGTH = 2;
    private static final int LEAF = 2;
    private static final int SMALLEST_RECORD = 4;

    private final Bytes stream;
    private final long first;
    private final int[] starts;

    private TypeRecords(Bytes stream, long first, int[] starts) {
        this.stream = stream;
        this.first = first;
        this.starts = starts;
    }

    /// Finds where each record starts.
    ///
    /// @throws MalformedFileException if the header does not fit; a damaged record only ends the list
    static TypeRecords read(Bytes stream, PdbProblems problems) {
        long version = stream.u32(0);
        if (version < 19990903 || version > 20991231) {
            throw new MalformedFileException(
                    stream.name(), 0, "TPI.Version", "19990903 or later", Long.toString(version));
        }
        long records = stream.u32(HEADER_SIZE);
        long bytes = stream.u32(RECORD_BYTES);
        stream.check(records, bytes, "TPI records");
        long first = stream.u32(FIRST);
        long count = stream.u32(END) - first;
        if (first < SimpleTypes.FIRST_RECORD || count < 0 || count > bytes / SMALLEST_RECORD) {
            throw new MalformedFileException(
                    stream.name(), FIRST, "TPI.TypeIndexEnd", "an end that the records can reach", count + " types");
        }
        return new TypeRecords(stream, first, starts(stream, records, records + bytes, (int) count, problems));
    }

    private static int[] starts(Bytes stream, long from, long end, int count, PdbProblems problems) {
        var starts = new int[count];
        long at = from;
        for (int i = 0; i < count; i++) {
            long next = at + LENGTH <= end ? at + LENGTH + stream.u16(at) : end + 1;
            if (next > end || next < at + SMALLEST_RECORD) {
                problems.add("types: record " + Long.toHexString(SimpleTypes.FIRST_RECORD + i) + " of " + stream.name()
                        + " does not fit; " + (count - i) + " types are lost");
                return Arrays.copyOf(starts, i);
            }
            starts[i] = (int) at;
            at = next;
        }
        return starts;
    }

    long first() {
        return first;
    }

    /// One past the last index.
    long end() {
        return first + starts.length;
    }

    /// The record of a type, at its leaf's data.
    ///
    /// @throws MalformedFileException if there is none of that index
    RecordCursor record(long index) {
        if (index < first || index >= end()) {
            throw new MalformedFileException(
                    stream.name(),
                    -1,
                    "type index",
                    Long.toHexString(first) + " to " + Long.toHexString(end()),
                    Long.toHexString(index));
        }
        int at = starts[(int) (index - first)];
        long limit = at + LENGTH + (long) stream.u16(at);
        return new RecordCursor(stream, stream.u16(at + LENGTH), at + LENGTH + LEAF, limit);
    }
}
