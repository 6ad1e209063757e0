package dev.gotstack.symbol.pdb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The members of one class, structure, union or enumeration, their types still as indexes.
///
/// @param members in the order of declaration
/// @param constants of an enumeration, in the order of declaration
record FieldList(List<Member> members, Map<String, Long> constants) {

    /// A data member.
    ///
    /// @param offset bytes from the start
    /// @param type index
    record Member(String name, long offset, long type) {}

    /// A base class whose name is its type's.
    static final String BASE_CLASS = "";

    /// The hidden pointer to the table of virtual functions, named as debuggers do.
    static final String VIRTUAL_TABLE = "__VFN_table";

    /// The count in the type's own record has 16 bits.
    private static final int MOST_MEMBERS = 0xffff;

    private static final int LF_FIELDLIST = 0x1203;
    private static final int VIRTUAL_INTRODUCING = 4;
    private static final int PURE_INTRODUCING = 6;

    /// The members listed by record `index` and its continuations.
    ///
    /// @throws MalformedFileException if a record is damaged, of another kind, or continues itself
    static FieldList read(TypeRecords types, long index) {
        var list = new FieldList(new ArrayList<>(), new LinkedHashMap<>());
        var seen = new HashSet<Long>();
        for (long next = index; next != 0; ) {
            var record = types.record(next);
            if (!seen.add(next)) {
                throw record.unexpected("LF_INDEX", "a list that ends", next);
            }
            if (record.leaf() != LF_FIELDLIST) {
                throw record.unexpected("field list leaf", "1203", record.leaf());
            }
            next = list.addAll(record);
        }
        return list;
    }

    /// @return index of the record that continues the list, 0 if it ends
    private long addAll(RecordCursor record) {
        for (record.skipPadding(); record.hasMore(); record.skipPadding()) {
            int leaf = record.u16();
            if (leaf == 0x1404) { // LF_INDEX
                record.skip(2);
                return checked(record).u32();
            }
            add(record, leaf);
        }
        return 0;
    }

    private RecordCursor checked(RecordCursor record) {
        if (members.size() + constants.size() > MOST_MEMBERS) {
            throw record.unexpected("field list", "at most " + MOST_MEMBERS + " members", members.size());
        }
        return record;
    }

    private void add(RecordCursor record, int leaf) {
        switch (leaf) {
            case 0x150d -> { // LF_MEMBER
                record.skip(2);
                long type = record.u32();
                long offset = record.number();
                members.add(new Member(record.string(), offset, type));
            }
            case 0x1502 -> { // LF_ENUMERATE
                record.skip(2);
                long value = record.number();
                constants.putIfAbsent(record.string(), value);
            }
            case 0x1400, 0x151a -> { // LF_BCLASS, LF_BINTERFACE
                record.skip(2);
                long type = record.u32();
                members.add(new Member(BASE_CLASS, record.number(), type));
            }
            case 0x1409 -> { // LF_VFUNCTAB
                record.skip(2);
                members.add(new Member(VIRTUAL_TABLE, 0, record.u32()));
            }
            default -> skip(record, leaf);
        }
    }

    /// Members that take no room, or whose place is known only at run time (virtual bases).
    private static void skip(RecordCursor record, int leaf) {
        switch (leaf) {
            case 0x150e, 0x150f, 0x1510, 0x1512 -> { // LF_STMEMBER, LF_METHOD, LF_NESTTYPE, LF_NESTTYPEEX
                record.skip(6);
                record.string();
            }
            case 0x1511 -> { // LF_ONEMETHOD
                int property = record.u16() >> 2 & 7;
                record.skip(property == VIRTUAL_INTRODUCING || property == PURE_INTRODUCING ? 8 : 4);
                record.string();
            }
            case 0x1401, 0x1402 -> { // LF_VBCLASS, LF_IVBCLASS
                record.skip(10);
                record.number();
                record.number();
            }
            case 0x140a -> record.skip(6); // LF_FRIENDCLS
            case 0x140c -> record.skip(10); // LF_VFUNCOFF
            default -> throw record.unexpected("member leaf", "a known kind", leaf);
        }
    }
}
