package dev.gotstack.io.search;

import java.lang.foreign.MemorySegment;

/// Finds quickly where a sequence of bytes may begin, by two of its bytes.
interface Sieve {
    /// The fastest there is on this machine: with vectors if the module for them was started with the program.
    static Sieve fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorSieve() : new WordSieve();
    }

    /// Bytes of a block: what is looked at as a whole.
    int block();

    /// The next block in which the sequence may begin.
    ///
    /// @param from offset of the first block; blocks follow each other from there
    /// @param end where to stop: a multiple of [#block] behind `from`, with `apart` more bytes of memory behind it
    /// @param first a byte of the sequence
    /// @param second another one
    /// @param apart how far behind the first one it lies, 0 to [ByteSearch#LONGEST] - 1
    /// @return the offset of a block, or `end`
    long next(MemorySegment memory, long from, long end, byte first, byte second, int apart);
}
