package dev.gotstack.layout;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Several sources asked in order: the first that knows a type wins. A kernel's own symbols stand before built-in
/// tables.
public final class Types implements TypeSource {
    private final List<TypeSource> sources;

    public Types(List<? extends TypeSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<TypeLayout> type(String name) {
        for (var source : sources) {
            var found = source.type(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The member as the first source describes it that knows it: symbols may describe a type in part only.
    @Override
    public Optional<Field> field(String typeName, String fieldName) {
        for (var source : sources) {
            var found = source.field(typeName, fieldName);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> typeNames() {
        var names = new TreeSet<String>();
        sources.forEach(source -> names.addAll(source.typeNames()));
        return List.copyOf(names);
    }

    @Override
    public String origin() {
        return String.join(", then ", sources.stream().map(TypeSource::origin).toList());
    }
}
