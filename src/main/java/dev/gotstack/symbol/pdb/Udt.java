package dev.gotstack.symbol.pdb;

import org.jspecify.annotations.Nullable;

/// The head of a class, structure, union or enumeration.
///
/// @param forward whether it only announces a type defined elsewhere
/// @param fieldList index of the record that lists its members, 0 if it has none
/// @param size bytes; 0 for enumerations, whose underlying type tells
/// @param underlying index of an enumeration's integer type, else 0
/// @param uniqueName the C++ compiler's name without collisions, or null
record Udt(
        boolean enumeration,
        boolean forward,
        long fieldList,
        long size,
        long underlying,
        String name,
        @Nullable String uniqueName) {
    static final int LF_CLASS = 0x1504;
    static final int LF_STRUCTURE = 0x1505;
    static final int LF_UNION = 0x1506;
    static final int LF_ENUM = 0x1507;
    static final int LF_INTERFACE = 0x1519;

    private static final int FORWARD = 0x80;
    private static final int HAS_UNIQUE_NAME = 0x200;

    static boolean is(int leaf) {
        return (leaf >= LF_CLASS && leaf <= LF_ENUM) || leaf == LF_INTERFACE;
    }

    /// @throws dev.gotstack.io.MalformedFileException if the record is too short
    static Udt read(RecordCursor record) {
        record.skip(2); // count of members: the list itself tells
        int properties = record.u16();
        boolean enumeration = record.leaf() == LF_ENUM;
        long underlying = enumeration ? record.u32() : 0;
        long fieldList = record.u32();
        if (!enumeration && record.leaf() != LF_UNION) {
            record.skip(8); // derived from, and shape of the table of virtual functions
        }
        long size = enumeration ? 0 : record.number();
        var name = record.string();
        var unique = (properties & HAS_UNIQUE_NAME) != 0 && record.hasMore() ? record.string() : null;
        return new Udt(enumeration, (properties & FORWARD) != 0, fieldList, size, underlying, name, unique);
    }

    /// Whether compilers give this name to every type that has none.
    boolean anonymous() {
        return name.equals("__unnamed") || name.isEmpty() || name.contains("<unnamed-") || name.contains("<anonymous-");
    }
}
