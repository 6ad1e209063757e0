package dev.gotstack.symbol.isf;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.FieldType.Scalar;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// The types of an ISF file as layouts, made when they are asked for.
final class IsfTypes implements TypeSource {
    private static final FieldType VOID = new Scalar("Void", 0, false);
    private static final long LARGEST = 1L << 30;

    private final String origin;
    private final Map<String, Scalar> scalars;
    private final Map<String, IsfStructure> structures;
    private final Map<String, IsfEnumeration> enumerations;
    private final Map<String, TypeLayout> made = new ConcurrentHashMap<>();
    private final long pointerSize;

    IsfTypes(String origin, IsfReader read, boolean wide) {
        this.origin = origin;
        this.scalars = Map.copyOf(read.scalars);
        this.structures = Map.copyOf(read.structures);
        this.enumerations = Map.copyOf(read.enumerations);
        var pointer = scalars.get("pointer");
        this.pointerSize =
                pointer != null && (pointer.size() == 4 || pointer.size() == 8) ? pointer.size() : wide ? 8 : 4;
    }

    @Override
    public Optional<TypeLayout> type(String name) {
        var known = made.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var layout = structure(name).or(() -> enumeration(name));
        layout.ifPresent(found -> made.put(name, found));
        return layout;
    }

    @Override
    public List<String> typeNames() {
        var names = new TreeSet<>(structures.keySet());
        names.addAll(enumerations.keySet());
        return List.copyOf(names);
    }

    @Override
    public String origin() {
        return origin;
    }

    private Optional<TypeLayout> structure(String name) {
        return Optional.ofNullable(structures.get(name)).map(found -> {
            var fields = found.members().stream()
                    .map(member -> new Field(member.name(), member.offset(), fieldType(member.type())))
                    .sorted(Comparator.comparingLong(Field::offset).thenComparingInt(IsfTypes::firstBit))
                    .toList();
            return TypeLayout.structure(name, found.size(), fields, origin);
        });
    }

    /// The file's members are sorted by name: their order of declaration is only known by place.
    private static int firstBit(Field field) {
        return field.type() instanceof FieldType.BitField bits ? bits.position() : 0;
    }

    private Optional<TypeLayout> enumeration(String name) {
        return Optional.ofNullable(enumerations.get(name))
                .map(found -> TypeLayout.enumeration(
                        name, found.size(), Collections.unmodifiableMap(found.constants()), origin));
    }

    private FieldType fieldType(IsfType type) {
        return switch (type) {
            case IsfType.Base base -> scalars.getOrDefault(base.name(), (Scalar) VOID);
            case IsfType.Pointer pointer -> new FieldType.Pointer(fieldType(pointer.target()), pointerSize);
            case IsfType.Array array -> array(fieldType(array.element()), array.count());
            case IsfType.Structure structure -> new FieldType.Structure(structure.name(), sizeOf(structure.name()));
            case IsfType.Enumeration enumeration -> enumeration(enumeration);
            case IsfType.BitField bits ->
                new FieldType.BitField(fieldType(bits.base()), bits.position(), bits.length());
            case IsfType.Function function -> new FieldType.Function();
            case IsfType.Unknown unknown -> VOID;
        };
    }

    /// Arrays of arrays could claim more than a `long` can count.
    private static FieldType array(FieldType element, long count) {
        boolean bearable = element.size() == 0 || count <= LARGEST / element.size();
        return bearable ? new FieldType.Array(element, count) : VOID;
    }

    private long sizeOf(String name) {
        var structure = structures.get(name);
        return structure == null ? 0 : structure.size();
    }

    private FieldType enumeration(IsfType.Enumeration enumeration) {
        var found = enumerations.get(enumeration.name());
        return new FieldType.Enumeration(enumeration.name(), found == null ? 0 : found.size());
    }
}
