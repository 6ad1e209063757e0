package dev.gotstack.symbol.pdb;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The types of a PDB as layouts. Names are indexed at once, members decoded when a type is asked for.
///
/// Types that share a name (anonymous ones are all `__unnamed` or `<unnamed-tag>`) are told apart by their index:
/// fields refer to the others as `__unnamed@12ab`, and [#type] knows these names too.
final class PdbTypes implements TypeSource {
    private static final int LF_MODIFIER = 0x1001;
    private static final int LF_POINTER = 0x1002;
    private static final int LF_PROCEDURE = 0x1008;
    private static final int LF_MFUNCTION = 0x1009;
    private static final int LF_BITFIELD = 0x1205;
    private static final int LF_ARRAY = 0x1503;
    private static final int POINTER_64 = 0xc;
    private static final char INDEX_MARK = '@';

    /// Pointers to pointers, arrays of arrays: real types nest a few levels, a record that leads to itself endlessly.
    private static final int DEEPEST = 32;

    /// A kernel has about 20,000.
    private static final int MOST_KEPT_MEMBERS = 500_000;

    private final TypeRecords records;
    private final PdbProblems problems;
    private final String origin;
    private final Map<String, Long> byName = new HashMap<>();
    private final Map<String, Long> byUniqueName = new HashMap<>();
    private final Map<String, TypeLayout> decoded = new ConcurrentHashMap<>();
    private final AtomicInteger keptMembers = new AtomicInteger();

    PdbTypes(TypeRecords records, String origin, PdbProblems problems) {
        this.records = records;
        this.origin = origin;
        this.problems = problems;
        for (long index = records.first(); index < records.end(); index++) {
            indexName(index);
        }
    }

    private void indexName(long index) {
        var record = records.record(index);
        if (Udt.is(record.leaf())) {
            var udt = problems.<@Nullable Udt>orElse("types", null, () -> Udt.read(record));
            if (udt != null && !udt.forward()) {
                byName.putIfAbsent(udt.name(), index);
                if (udt.uniqueName() != null) {
                    byUniqueName.putIfAbsent(udt.uniqueName(), index);
                }
            }
        }
    }

    @Override
    public Optional<TypeLayout> type(String name) {
        var known = decoded.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        long index = indexOf(name);
        if (index < 0) {
            return Optional.empty();
        }
        var found =
                problems.orElse("type " + name, Optional.<TypeLayout>empty(), () -> Optional.of(layout(name, index)));
        found.ifPresent(layout -> keep(name, layout));
        return found;
    }

    /// Keeps a decoded type while there are not too many: in a hostile file a thousand types may share one long list.
    private void keep(String name, TypeLayout layout) {
        int members = layout.fields().size() + layout.constants().size();
        if (keptMembers.addAndGet(members + 1) <= MOST_KEPT_MEMBERS) {
            decoded.put(name, layout);
        } else {
            keptMembers.addAndGet(-members - 1);
        }
    }

    @Override
    public List<String> typeNames() {
        return List.copyOf(new TreeSet<>(byName.keySet()));
    }

    @Override
    public String origin() {
        return origin;
    }

    private long indexOf(String name) {
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        int mark = name.lastIndexOf(INDEX_MARK);
        long index = mark < 0 ? -1 : hexadecimal(name.substring(mark + 1));
        if (index < records.first()
                || index >= records.end()
                || !Udt.is(records.record(index).leaf())) {
            return -1;
        }
        return index;
    }

    private static long hexadecimal(String digits) {
        try {
            return Long.parseLong(digits, 16);
        } catch (NumberFormatException notAnIndex) {
            return -1;
        }
    }

    private TypeLayout layout(String name, long index) {
        var udt = Udt.read(records.record(index));
        var list = udt.fieldList() == 0 ? new FieldList(List.of(), Map.of()) : FieldList.read(records, udt.fieldList());
        if (udt.enumeration()) {
            return TypeLayout.enumeration(
                    name, underlyingSize(udt), Collections.unmodifiableMap(list.constants()), origin);
        }
        var fields = new ArrayList<Field>();
        for (var member : list.members()) {
            var type = fieldType(member.type(), 0);
            fields.add(new Field(fieldName(member, type), member.offset(), type));
        }
        return TypeLayout.structure(name, udt.size(), fields, origin);
    }

    /// A base class becomes a field of its own name.
    private static String fieldName(FieldList.Member member, FieldType type) {
        boolean base = member.name().equals(FieldList.BASE_CLASS);
        return base && type instanceof FieldType.Structure structure ? structure.name() : member.name();
    }

    private FieldType fieldType(long index, int depth) {
        if (index < SimpleTypes.FIRST_RECORD) {
            return SimpleTypes.of(index);
        }
        var record = records.record(index);
        if (depth > DEEPEST) {
            throw record.unexpected("type", "at most " + DEEPEST + " levels", depth);
        }
        return switch (record.leaf()) {
            case LF_MODIFIER -> fieldType(record.u32(), depth + 1);
            case LF_POINTER -> pointer(record, depth);
            case LF_ARRAY -> array(record, depth);
            case LF_BITFIELD -> bitField(record, depth);
            case LF_PROCEDURE, LF_MFUNCTION -> new FieldType.Function();
            default -> Udt.is(record.leaf()) ? reference(Udt.read(record), index) : SimpleTypes.VOID;
        };
    }

    private FieldType pointer(RecordCursor record, int depth) {
        long target = record.u32();
        long attributes = record.u32();
        long size = attributes >>> 13 & 0x3f;
        if (size == 0) {
            size = (attributes & 0x1f) == POINTER_64 ? 8 : 4; // old compilers state only the kind
        }
        return new FieldType.Pointer(fieldType(target, depth + 1), size);
    }

    private FieldType array(RecordCursor record, int depth) {
        var element = fieldType(record.u32(), depth + 1);
        record.skip(4); // type of the index
        long size = record.number();
        if (size < 0) {
            throw record.unexpected("LF_ARRAY.size", "a size", size);
        }
        return new FieldType.Array(element, element.size() == 0 ? 0 : size / element.size());
    }

    private FieldType bitField(RecordCursor record, int depth) {
        var base = fieldType(record.u32(), depth + 1);
        int length = record.u8();
        return new FieldType.BitField(base, record.u8(), length);
    }

    /// A type by name: the definition if the record only announces it.
    private FieldType reference(Udt udt, long index) {
        long definition = udt.forward() ? definitionOf(udt) : index;
        if (definition < 0) {
            return udt.enumeration()
                    ? new FieldType.Enumeration(udt.name(), underlyingSize(udt))
                    : new FieldType.Structure(udt.name(), 0);
        }
        var defined = Udt.read(records.record(definition));
        var known = byName.get(defined.name());
        var name = known != null && known == definition
                ? defined.name()
                : defined.name() + INDEX_MARK + Long.toHexString(definition);
        return defined.enumeration()
                ? new FieldType.Enumeration(name, underlyingSize(defined))
                : new FieldType.Structure(name, defined.size());
    }

    /// An enumeration's integer is one of the types without a record: no record may lead back to the enumeration.
    private static long underlyingSize(Udt enumeration) {
        return enumeration.underlying() < SimpleTypes.FIRST_RECORD
                ? SimpleTypes.of(enumeration.underlying()).size()
                : 0;
    }

    private long definitionOf(Udt forward) {
        var unique = forward.uniqueName() == null ? null : byUniqueName.get(forward.uniqueName());
        var found = unique != null ? unique : byName.get(forward.name());
        return found == null ? -1 : found;
    }

    /// For a PDB without readable types.
    static TypeSource none(String origin) {
        return new TypeSource() {
            @Override
            public Optional<TypeLayout> type(String name) {
                return Optional.empty();
            }

            @Override
            public List<String> typeNames() {
                return List.of();
            }

            @Override
            public String origin() {
                return origin;
            }
        };
    }
}
