package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The debug information stream (number 3): a header, the list of modules (object files), and the numbers of further
/// streams. (LLVM docs/PDB/DbiStream.)
///
/// @param machine IMAGE_FILE_MACHINE; 0 in PDBs of old linkers
/// @param symbolRecords number of the stream of publics and globals
/// @param stripped whether private symbols were removed
/// @param modules those with a symbol stream
/// @param debugStreams numbers of the optional debug streams, by [Debug]
record DbiStream(
        long age,
        int machine,
        int symbolRecords,
        boolean stripped,
        List<Module> modules,
        Map<Debug, Integer> debugStreams) {
    static final int STREAM = 3;
    static final int NONE = 0xffff;
    static final int AGE_END = 0xc;

    /// One object file's symbols.
    ///
    /// @param symbolBytes of the stream that are symbol records, its signature included
    record Module(String name, int stream, long symbolBytes) {}

    /// The optional debug streams, in the order of the header.
    enum Debug {
        FPO,
        EXCEPTION,
        FIXUP,
        OMAP_TO_SOURCE,
        OMAP_FROM_SOURCE,
        SECTION_HEADERS,
        TOKEN_MAP,
        XDATA,
        PDATA,
        FRAME_DATA,
        ORIGINAL_SECTION_HEADERS
    }

    private static final int HEADER_SIZE = 64;
    private static final int AGE = 0x8;
    private static final int SYMBOL_RECORDS = 0x14;
    private static final int MODULE_INFO_SIZE = 0x18;
    private static final int OPTIONAL_HEADER_SIZE = 0x30;
    private static final int EC_SIZE = 0x34;
    private static final int FLAGS = 0x38;
    private static final int STRIPPED = 2;
    private static final int MACHINE = 0x3a;

    private static final int MODULE_STREAM = 0x22;
    private static final int MODULE_SYMBOL_BYTES = 0x24;
    private static final int MODULE_NAMES = 0x40;

    /// The number of an optional debug stream, [#NONE] if there is none.
    int debugStream(Debug debug) {
        return debugStreams.getOrDefault(debug, NONE);
    }

    /// @throws MalformedFileException if the header is cut off or too old
    static DbiStream read(Bytes stream, PdbProblems problems) {
        if (stream.u32(0) != 0xffff_ffffL) {
            throw new MalformedFileException(
                    stream.name(), 0, "DBI.VersionSignature", "ffffffff", Long.toHexString(stream.u32(0)));
        }
        stream.check(0, HEADER_SIZE, "DBI header");
        return new DbiStream(
                stream.u32(AGE),
                stream.u16(MACHINE),
                stream.u16(SYMBOL_RECORDS),
                (stream.u16(FLAGS) & STRIPPED) != 0,
                modules(stream, problems),
                problems.orElse("optional debug header", Map.<Debug, Integer>of(), () -> debugStreams(stream)));
    }

    /// Only the age, from the first [#AGE_END] bytes; -1 if they are no header.
    static long age(Bytes stream) {
        return stream.size() >= AGE_END && stream.u32(0) == 0xffff_ffffL ? stream.u32(AGE) : -1;
    }

    /// The list ends where its size says; a module that does not fit ends it too, but keeps those before it.
    private static List<Module> modules(Bytes stream, PdbProblems problems) {
        var modules = new ArrayList<Module>();
        try {
            long end = HEADER_SIZE + stream.u32(MODULE_INFO_SIZE);
            stream.check(HEADER_SIZE, end - HEADER_SIZE, "DBI module list");
            for (long at = HEADER_SIZE; at + MODULE_NAMES < end; ) {
                var name = stream.string(at + MODULE_NAMES, end);
                int number = stream.u16(at + MODULE_STREAM);
                if (number != NONE) {
                    modules.add(new Module(name, number, stream.u32(at + MODULE_SYMBOL_BYTES)));
                }
                at = afterString(stream, afterString(stream, at + MODULE_NAMES, end), end) + 3 & ~3L;
            }
        } catch (MalformedFileException e) {
            problems.add("modules: " + e.getMessage());
        }
        return List.copyOf(modules);
    }

    private static long afterString(Bytes stream, long at, long end) {
        long next = at;
        while (next < end && stream.u8(next) != 0) {
            next++;
        }
        return next + 1;
    }

    /// After five substreams whose sizes precede this one's in the header, and the EC substream, whose size follows it.
    private static Map<Debug, Integer> debugStreams(Bytes stream) {
        long at = HEADER_SIZE + stream.u32(EC_SIZE);
        for (int size = MODULE_INFO_SIZE; size < 0x2c; size += 4) {
            at += stream.u32(size);
        }
        long length = stream.u32(OPTIONAL_HEADER_SIZE);
        stream.check(at, length, "DBI optional debug header");
        var numbers = new EnumMap<Debug, Integer>(Debug.class);
        for (var debug : Debug.values()) {
            if (length >= 2) {
                numbers.put(debug, stream.u16(at));
            }
            at += 2;
            length -= 2;
        }
        return Map.copyOf(numbers);
    }
}
