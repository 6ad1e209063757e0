package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes the symbol records of a stream: {length u16, which does not count itself; kind u16; data}. (Microsoft
/// cvinfo.h.) Only records that name addresses are decoded, the others skipped.
final class SymbolRecords {
    private static final int S_PUB32 = 0x110e;
    private static final int S_PUB32_ST = 0x1009;

    private static final int LENGTH = 2;
    private static final int DATA = 4;

    private static final int PUBLIC_OFFSET = 4;
    private static final int PUBLIC_SEGMENT = 8;
    private static final int PUBLIC_NAME = 10;

    /// How a record that names code or data is laid out, offsets from its data.
    ///
    /// @param type -1 if it has none
    /// @param sizeBytes bytes of the size field, 0 if it has none
    /// @param shortName whether the name starts with its length (records from before 2002)
    private record Shape(
            PdbProcedure.Kind kind,
            int type,
            int size,
            int sizeBytes,
            int offset,
            int segment,
            int name,
            boolean shortName) {
        static Shape procedure(PdbProcedure.Kind kind, boolean shortName) {
            return new Shape(kind, 24, 12, 4, 28, 32, 35, shortName);
        }

        static Shape data(PdbProcedure.Kind kind, boolean shortName) {
            return new Shape(kind, 0, 0, 0, 4, 8, 10, shortName);
        }

        static Shape thunk(boolean shortName) {
            return new Shape(PdbProcedure.Kind.THUNK, -1, 18, 2, 12, 16, 21, shortName);
        }
    }

    private final Bytes stream;
    private final long end;
    private final PdbProblems problems;

    /// @param end where the records end, at most the stream's end
    SymbolRecords(Bytes stream, long end, PdbProblems problems) {
        this.stream = stream;
        this.end = Math.min(end, stream.size());
        this.problems = problems;
    }

    /// Publics in the order of the file. A damaged record ends the list, but keeps what came before.
    List<PdbPublic> publics() {
        var publics = new ArrayList<PdbPublic>();
        eachPublic((at, segment, offset) -> publics.add(publicAt(at)));
        return List.copyOf(publics);
    }

    /// The same without decoding names, which takes most of the time.
    void eachPublic(PublicVisitor visitor) {
        each(0, (kind, at, limit) -> {
            if (kind == S_PUB32 || kind == S_PUB32_ST) {
                checkPublicName(kind, at + PUBLIC_NAME, limit);
                visitor.visit((int) at, stream.u16(at + PUBLIC_SEGMENT), stream.u32(at + PUBLIC_OFFSET));
            }
        });
    }

    /// The public at a position told by [#eachPublic].
    PdbPublic publicAt(int at) {
        long start = (long) at - DATA;
        long limit = start + LENGTH + stream.u16(start);
        long name = (long) at + PUBLIC_NAME;
        return new PdbPublic(
                stream.u16(at + PUBLIC_SEGMENT),
                stream.u32(at + PUBLIC_OFFSET),
                stream.u32(at),
                stream.u16(start + LENGTH) == S_PUB32 ? stream.string(name, limit) : stream.shortString(name));
    }

    /// Whether the public at a position has a name: the first byte tells, be it the name's or its length.
    boolean isNamed(int at) {
        return stream.u8((long) at + PUBLIC_NAME) != 0;
    }

    private void checkPublicName(int kind, long name, long limit) {
        if (kind == S_PUB32) {
            stream.checkString(name, limit);
        } else {
            stream.checkShortString(name);
        }
    }

    /// Procedures, thunks and variables, from `start` on.
    List<PdbProcedure> procedures(long start) {
        var procedures = new ArrayList<PdbProcedure>();
        each(start, (kind, at, limit) -> {
            var shape = shape(kind);
            if (shape != null) {
                procedures.add(procedure(shape, at, limit));
            }
        });
        return procedures;
    }

    private PdbProcedure procedure(Shape shape, long at, long limit) {
        long size = shape.sizeBytes() == 0
                ? 0
                : shape.sizeBytes() == 2 ? stream.u16(at + shape.size()) : stream.u32(at + shape.size());
        return new PdbProcedure(
                shape.kind(),
                stream.u16(at + shape.segment()),
                stream.u32(at + shape.offset()),
                size,
                shape.type() < 0 ? 0 : stream.u32(at + shape.type()),
                shape.shortName() ? stream.shortString(at + shape.name()) : stream.string(at + shape.name(), limit));
    }

    private static @Nullable Shape shape(int kind) {
        return switch (kind) {
            case 0x1110, 0x1147 -> Shape.procedure(PdbProcedure.Kind.GLOBAL_PROCEDURE, false);
            case 0x110f, 0x1146 -> Shape.procedure(PdbProcedure.Kind.LOCAL_PROCEDURE, false);
            case 0x100b -> Shape.procedure(PdbProcedure.Kind.GLOBAL_PROCEDURE, true);
            case 0x100a -> Shape.procedure(PdbProcedure.Kind.LOCAL_PROCEDURE, true);
            case 0x1102 -> Shape.thunk(false);
            case 0x0206 -> Shape.thunk(true);
            case 0x110d -> Shape.data(PdbProcedure.Kind.GLOBAL_DATA, false);
            case 0x110c -> Shape.data(PdbProcedure.Kind.LOCAL_DATA, false);
            case 0x1008 -> Shape.data(PdbProcedure.Kind.GLOBAL_DATA, true);
            case 0x1007 -> Shape.data(PdbProcedure.Kind.LOCAL_DATA, true);
            default -> null;
        };
    }

    interface PublicVisitor {
        /// @param at position of the public, for [#publicAt]
        void visit(int at, int segment, long offset);
    }

    private interface Visitor {
        /// @param at where the record's data start
        /// @param limit where the record ends
        void visit(int kind, long at, long limit);
    }

    private void each(long start, Visitor visitor) {
        long at = start;
        try {
            while (at + DATA <= end) {
                int length = stream.u16(at);
                long limit = at + LENGTH + length;
                if (length < 2 || limit > end) {
                    throw new MalformedFileException(
                            stream.name(), at, "symbol record length", "2 to " + (end - at - LENGTH), "" + length);
                }
                visitor.visit(stream.u16(at + LENGTH), at + DATA, limit);
                at = limit;
            }
        } catch (MalformedFileException e) {
            problems.add("symbols: " + e.getMessage());
        }
    }
}
