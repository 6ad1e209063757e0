package dev.gotstack.layout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A structure, union or enumeration as plain data. Equal in kind whether it comes from `assets`, a PDB or an ISF file.
public final class TypeLayout {
    private final String name;
    private final long size;
    private final List<Field> fields;
    private final Map<String, Long> constants;
    private final String origin;
    private final Map<String, Field> byName;

    private TypeLayout(String name, long size, List<Field> fields, Map<String, Long> constants, String origin) {
        this.name = name;
        this.size = size;
        this.fields = List.copyOf(fields);
        this.constants = constants;
        this.origin = origin;
        this.byName =
                fields.stream().collect(Collectors.toMap(Field::name, Function.identity(), (first, next) -> first));
    }

    /// @param origin where the layout comes from, in words for the user
    public static TypeLayout structure(String name, long size, List<Field> fields, String origin) {
        return new TypeLayout(name, size, fields, Map.of(), origin);
    }

    /// @param constants name to value, in the order of declaration
    public static TypeLayout enumeration(String name, long size, Map<String, Long> constants, String origin) {
        return new TypeLayout(name, size, List.of(), constants, origin);
    }

    /// Its name with the leading underscore, as `_KTSS`.
    public String name() {
        return name;
    }

    /// Bytes it takes.
    public long size() {
        return size;
    }

    /// Members in the order of declaration; a union's share offsets.
    public List<Field> fields() {
        return fields;
    }

    /// An enumeration's names and values; empty for structures.
    public Map<String, Long> constants() {
        return constants;
    }

    public String origin() {
        return origin;
    }

    public Optional<Field> field(String fieldName) {
        return Optional.ofNullable(byName.get(fieldName));
    }

    @Override
    public String toString() {
        return name + " (0x" + Long.toHexString(size) + " bytes, " + origin + ")";
    }
}
