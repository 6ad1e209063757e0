package dev.gotstack.layout;

import java.util.List;
import java.util.Optional;

/// Where structure layouts come from: built-in tables, a PDB, an ISF file.
public interface TypeSource {

    /// The layout of a type, by its full name (`_KTSS`).
    Optional<TypeLayout> type(String name);

    /// A member of a type.
    default Optional<Field> field(String typeName, String fieldName) {
        return type(typeName).flatMap(type -> type.field(fieldName));
    }

    /// All names known here, sorted.
    List<String> typeNames();

    /// Where these layouts come from, in words for the user.
    String origin();
}
