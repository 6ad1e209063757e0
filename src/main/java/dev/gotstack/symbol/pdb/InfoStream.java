package dev.gotstack.symbol.pdb;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// The PDB info stream (number 1): identity and the numbers of named streams. (LLVM docs/PDB/PdbStream.)
///
/// @param streams numbers by name, empty if the map is damaged
record InfoStream(UUID guid, long timeDateStamp, long age, Map<String, Integer> streams) {
    static final int STREAM = 1;
    static final int IDENTITY_SIZE = 0x1c;

    private static final int SIGNATURE = 0x4;
    private static final int AGE = 0x8;
    private static final int GUID = 0xc;
    private static final int NAMED_STREAMS = 0x1c;

    /// @throws MalformedFileException if the identity is cut off
    static InfoStream read(Bytes stream, PdbProblems problems) {
        var identity = identity(stream);
        var streams = problems.orElse("named streams", Map.<String, Integer>of(), () -> namedStreams(stream));
        return new InfoStream(identity.guid(), identity.timeDateStamp(), identity.age(), streams);
    }

    /// The same without the named streams: the first [#IDENTITY_SIZE] bytes are enough.
    static InfoStream identity(Bytes stream) {
        long high = stream.u32(GUID) << 32 | (long) stream.u16(GUID + 4) << 16 | stream.u16(GUID + 6);
        var guid = new UUID(high, Long.reverseBytes(stream.u64(GUID + 8)));
        return new InfoStream(guid, stream.u32(SIGNATURE), stream.u32(AGE), Map.of());
    }

    /// A buffer of names, then a hash table from offsets in it to stream numbers: size, capacity, two bit vectors, and
    /// the pairs of the buckets in use.
    private static Map<String, Integer> namedStreams(Bytes stream) {
        long names = NAMED_STREAMS + 4;
        long namesEnd = names + stream.u32(NAMED_STREAMS);
        long size = stream.u32(namesEnd);
        long deletedVector = afterBitVector(stream, namesEnd + 8);
        long pairs = afterBitVector(stream, deletedVector);
        stream.check(pairs, size * 8, "named stream map");
        var streams = new HashMap<String, Integer>();
        for (long pair = pairs; pair < pairs + size * 8; pair += 8) {
            streams.put(stream.string(names + stream.u32(pair), namesEnd), stream.i32(pair + 4));
        }
        return Map.copyOf(streams);
    }

    private static long afterBitVector(Bytes stream, long at) {
        return at + 4 + stream.u32(at) * 4;
    }
}
