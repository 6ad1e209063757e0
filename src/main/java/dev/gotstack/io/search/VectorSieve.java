package dev.gotstack.io.search;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Compares as many bytes at a time as the processor's vectors hold.
final class VectorSieve implements Sieve {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    @Override
    public int block() {
        return 2 * WIDTH;
    }

    @Override
    public long next(MemorySegment memory, long from, long end, byte first, byte second, int apart) {
        for (long at = from; at < end; at += 2 * WIDTH) {
            var low = both(memory, at, first, second, apart);
            var high = both(memory, at + WIDTH, first, second, apart);
            if (low.or(high).anyTrue()) {
                return at;
            }
        }
        return end;
    }

    private static VectorMask<Byte> both(MemorySegment memory, long at, byte first, byte second, int apart) {
        return load(memory, at).eq(first).and(load(memory, at + apart).eq(second));
    }

    private static ByteVector load(MemorySegment memory, long at) {
        return ByteVector.fromMemorySegment(SPECIES, memory, at, ByteOrder.LITTLE_ENDIAN);
    }
}
