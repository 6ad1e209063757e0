package dev.gotstack.symbol.pdb;

import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.FieldType.Pointer;
import dev.gotstack.layout.FieldType.Scalar;
import java.util.Map;

/// Types below 0x1000, which have no record: kind in bits 7:0, kind of pointer in bits 11:8. (Microsoft cvinfo.h.)
final class SimpleTypes {
    static final long FIRST_RECORD = 0x1000;
    static final FieldType VOID = new Scalar("Void", 0, false);

    private static final int HRESULT = 0x08;

    private static final Map<Integer, FieldType> KINDS = Map.ofEntries(
            Map.entry(0x03, VOID),
            Map.entry(HRESULT, new Scalar("HRESULT", 4, true)),
            Map.entry(0x10, new Scalar("Char", 1, true)),
            Map.entry(0x70, new Scalar("Char", 1, true)),
            Map.entry(0x68, new Scalar("Char", 1, true)),
            Map.entry(0x20, new Scalar("UChar", 1, false)),
            Map.entry(0x69, new Scalar("UChar", 1, false)),
            Map.entry(0x7c, new Scalar("UChar", 1, false)),
            Map.entry(0x30, new Scalar("Bool", 1, false)),
            Map.entry(0x31, new Scalar("Bool", 2, false)),
            Map.entry(0x32, new Scalar("Bool", 4, false)),
            Map.entry(0x33, new Scalar("Bool", 8, false)),
            Map.entry(0x71, new Scalar("Wchar", 2, false)),
            Map.entry(0x7a, new Scalar("Wchar", 2, false)),
            Map.entry(0x7b, new Scalar("Wchar", 4, false)),
            Map.entry(0x11, new Scalar("Int2B", 2, true)),
            Map.entry(0x72, new Scalar("Int2B", 2, true)),
            Map.entry(0x21, new Scalar("Uint2B", 2, false)),
            Map.entry(0x73, new Scalar("Uint2B", 2, false)),
            Map.entry(0x12, new Scalar("Int4B", 4, true)),
            Map.entry(0x74, new Scalar("Int4B", 4, true)),
            Map.entry(0x22, new Scalar("Uint4B", 4, false)),
            Map.entry(0x75, new Scalar("Uint4B", 4, false)),
            Map.entry(0x13, new Scalar("Int8B", 8, true)),
            Map.entry(0x76, new Scalar("Int8B", 8, true)),
            Map.entry(0x23, new Scalar("Uint8B", 8, false)),
            Map.entry(0x77, new Scalar("Uint8B", 8, false)),
            Map.entry(0x14, new Scalar("Int16B", 16, true)),
            Map.entry(0x78, new Scalar("Int16B", 16, true)),
            Map.entry(0x24, new Scalar("Uint16B", 16, false)),
            Map.entry(0x79, new Scalar("Uint16B", 16, false)),
            Map.entry(0x40, new Scalar("Float", 4, true)),
            Map.entry(0x41, new Scalar("Double", 8, true)),
            Map.entry(0x42, new Scalar("Float10", 10, true)),
            Map.entry(0x43, new Scalar("Float16", 16, true)));

    private SimpleTypes() {}

    /// What a simple index means; an unknown kind is void.
    static FieldType of(long index) {
        var kind = KINDS.getOrDefault((int) index & 0xff, VOID);
        return switch ((int) index >> 8 & 0xf) {
            case 1 -> new Pointer(kind, 2);
            case 2, 3, 4, 5 -> new Pointer(kind, 4);
            case 6 -> new Pointer(kind, 8);
            case 7 -> new Pointer(kind, 16);
            default -> kind;
        };
    }
}
