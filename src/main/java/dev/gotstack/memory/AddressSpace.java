package dev.gotstack.memory;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.text.Phrase;
import java.util.Optional;
import java.util.OptionalLong;

/// Virtual memory as one set of page tables (or a triage dump's list of blocks) shows it. Addresses are zero-extended
/// and compared unsigned. Safe for use by several threads.
public interface AddressSpace {

    /// What is read, for messages.
    String name();

    /// 4 or 8.
    int pointerSize();

    /// Reads from `va` up to the first byte that is missing.
    ///
    /// @return how many bytes were read, from 0 to `length`
    int read(long va, byte[] target, int at, int length);

    /// Why the byte at `va` cannot be read; empty if it can.
    Optional<Hole> hole(long va);

    /// The page tables' answer; empty where there are none, as in a triage dump.
    Optional<Translation> translate(long va);

    /// Where the dump file holds the byte at `va`, or -1.
    long fileOffset(long va);

    /// The first page at or above `va` that is mapped (whether or not the dump holds it), or -1 if none is left.
    ///
    /// @param limit where to stop; exclusive
    long nextMapped(long va, long limit);

    /// All of `length` bytes.
    ///
    /// @throws MissingMemoryException if any is missing
    default byte[] bytes(long va, int length, String what) {
        var bytes = new byte[length];
        int got = read(va, bytes, 0, length);
        if (got < length) {
            throw missing(va + got, what);
        }
        return bytes;
    }

    /// The exception that says why `va` cannot be read.
    default MissingMemoryException missing(long va, String what) {
        var hole = hole(va).orElse(new Hole(Hole.Reason.UNKNOWN, Phrase.of("hole.no-reason")));
        return new MissingMemoryException(name(), va, what, hole);
    }

    /// An unsigned value of 1, 2, 4 or 8 bytes, or empty if any of them is missing.
    default OptionalLong value(long va, int size) {
        var bytes = new byte[8];
        return read(va, bytes, 0, size) < size
                ? OptionalLong.empty()
                : OptionalLong.of(LittleEndian.unsigned(bytes, 0, size));
    }

    /// A pointer-sized value, or empty if it is missing.
    default OptionalLong pointer(long va) {
        return value(va, pointerSize());
    }
}
