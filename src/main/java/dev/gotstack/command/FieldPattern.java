package dev.gotstack.command;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.TypeLayout;
import java.util.Arrays;
import java.util.List;

/// A field as it is named behind `dt`: `TSS`, `Prcb*`, `PrcbData.Number`, `Ldr.` (opened one level), `Ldr..` (two).
///
/// @param path patterns of a field's name, then of a field inside it
/// @param levels levels to open below that
record FieldPattern(List<String> path, int levels) {

    static FieldPattern parse(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '.') {
            end--;
        }
        int levels = word.length() - end;
        // A period means fields that begin so, too.
        var name = levels > 0 ? word.substring(0, end) + "*" : word;
        return new FieldPattern(Arrays.asList(name.split("\\.")), levels);
    }

    boolean matches(Field field) {
        return !path.isEmpty() && Wildcards.matches(path.getFirst(), field.name());
    }

    boolean matchesAny(TypeLayout layout) {
        return layout.fields().stream().anyMatch(this::matches);
    }

    /// What is wanted of the field's own members; null if nothing.
    @org.jspecify.annotations.Nullable
    FieldPattern inside() {
        if (path.size() > 1) {
            return new FieldPattern(path.subList(1, path.size()), levels);
        }
        return levels > 0 ? new FieldPattern(List.of("*"), levels - 1) : null;
    }
}
