package dev.gotstack.symbol.pdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Decodes the streams of FPO_DATA and FRAMEDATA.
final class FrameStreams {
    private static final int FPO_SIZE = 16;
    private static final List<FpoRecord.Frame> FRAMES = List.of(FpoRecord.Frame.values());
    private static final int FRAME_DATA_SIZE = 32;
    private static final int STRUCTURED_EXCEPTIONS = 1;
    private static final int CPP_EXCEPTIONS = 2;
    private static final int FUNCTION_START = 4;
    private static final int LONGEST_PROGRAM = 4096;

    private FrameStreams() {}

    static List<FpoRecord> fpo(Bytes stream) {
        var records = new ArrayList<FpoRecord>();
        for (long at = 0; at + FPO_SIZE <= stream.size(); at += FPO_SIZE) {
            records.add(fpo(stream, at));
        }
        return List.copyOf(records);
    }

    private static FpoRecord fpo(Bytes stream, long at) {
        int flags = stream.u16(at + 0xe);
        return new FpoRecord(
                stream.u32(at),
                stream.u32(at + 4),
                stream.u32(at + 8),
                stream.u16(at + 0xc),
                flags & 0xff,
                flags >> 8 & 7,
                (flags & 0x800) != 0,
                (flags & 0x1000) != 0,
                FRAMES.get(flags >> 14));
    }

    /// @param names the string table of programs
    static List<FrameDataRecord> frameData(Bytes stream, StringTable names) {
        // Some linkers write a relocation pointer before the first record.
        long first = stream.size() % FRAME_DATA_SIZE == 4 ? 4 : 0;
        var records = new ArrayList<FrameDataRecord>();
        var programs = new HashMap<Long, String>();
        for (long at = first; at + FRAME_DATA_SIZE <= stream.size(); at += FRAME_DATA_SIZE) {
            var program = programs.computeIfAbsent(stream.u32(at + 0x14), o -> names.text(o, LONGEST_PROGRAM));
            records.add(frameData(stream, at, program));
        }
        return List.copyOf(records);
    }

    private static FrameDataRecord frameData(Bytes stream, long at, String program) {
        long flags = stream.u32(at + 0x1c);
        return new FrameDataRecord(
                stream.u32(at),
                stream.u32(at + 4),
                stream.u32(at + 8),
                stream.u32(at + 0xc),
                stream.u32(at + 0x10),
                stream.u16(at + 0x18),
                stream.u16(at + 0x1a),
                (flags & STRUCTURED_EXCEPTIONS) != 0,
                (flags & CPP_EXCEPTIONS) != 0,
                (flags & FUNCTION_START) != 0,
                program);
    }
}
