package dev.gotstack.command;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prints structures field by field, as `dt` does.
final class TypePrinter {
    private static final int WIDTH = 16;
    /// `-b` opens to any depth; hostile types may hold themselves.
    private static final int DEEPEST = 16;

    private final Call call;
    private final TypeSource types;
    private final TypeRequest request;
    private final int width;
    private final TypeValues values;

    /// @param width of the column of names; 0 for the usual one
    TypePrinter(Call call, TypeSource types, TypeRequest request, int width) {
        this.call = call;
        this.types = types;
        this.request = request;
        this.width = width == 0 ? WIDTH : width;
        this.values = new TypeValues(call, types, request.module().isEmpty() ? "nt" : request.module());
    }

    /// The fields that match any pattern, or all if there is none.
    void fields(TypeLayout layout, List<FieldPattern> patterns, OptionalLong address) {
        fields(layout, patterns, address, 1);
    }

    private void fields(TypeLayout layout, List<FieldPattern> patterns, OptionalLong address, int level) {
        for (var field : layout.fields()) {
            var wanted =
                    patterns.stream().filter(pattern -> pattern.matches(field)).toList();
            if (patterns.isEmpty() || !wanted.isEmpty()) {
                var inside = wanted.stream()
                        .flatMap(pattern -> Stream.ofNullable(pattern.inside()))
                        .toList();
                field(field, inside, address, level);
            }
        }
    }

    private void field(Field field, List<FieldPattern> inside, OptionalLong address, int level) {
        var at = address.isEmpty() ? address : OptionalLong.of(call.narrow(address.getAsLong() + field.offset()));
        boolean opened = !inside.isEmpty() || request.blocks();
        call.text("   ".repeat(level));
        if (request.offsets()) {
            call.text(String.format(Locale.ROOT, "+0x%03x ", field.offset()));
        }
        call.text(String.format(Locale.ROOT, "%-" + width + "s : ", field.name()));
        var array = request.elements() > 0 || request.blocks() ? array(field.type()) : null;
        if (array != null && at.isPresent()) {
            call.end();
            elements(array, at.getAsLong(), level);
            return;
        }
        if (at.isEmpty()) {
            call.text(TypeValues.type(field.type()));
        } else {
            values.value(field.type(), at.getAsLong(), opened);
        }
        call.end();
        nested(field.type(), inside, at, level);
    }

    private static FieldType.@Nullable Array array(FieldType type) {
        return type instanceof FieldType.Array found ? found : null;
    }

    private void elements(FieldType.Array array, long address, int level) {
        long shown = Math.min(array.count(), request.elements() > 0 ? request.elements() : array.count());
        long size = array.element().size();
        for (long i = 0; i < shown; i++) {
            long at = call.narrow(address + i * size);
            call.text("   ".repeat(level) + String.format(Locale.ROOT, " [%02d] ", i));
            values.value(array.element(), at, request.blocks());
            call.end();
            nested(array.element(), List.of(), OptionalLong.of(at), level);
        }
    }

    private void nested(FieldType type, List<FieldPattern> inside, OptionalLong address, int level) {
        boolean deeper = request.blocks() ? level < DEEPEST : level <= request.depth();
        if (inside.isEmpty() && !deeper) {
            return;
        }
        if (type instanceof FieldType.Structure structure) {
            open(structure, inside, address, level);
        } else if (type instanceof FieldType.Pointer pointer
                && pointer.target() instanceof FieldType.Structure structure
                && !inside.isEmpty()) {
            var target = address.isEmpty() ? address : call.space().value(address.getAsLong(), (int) pointer.size());
            if (address.isEmpty() || target.orElse(0) != 0) {
                open(structure, inside, target, level);
            }
        }
    }

    private void open(FieldType.Structure structure, List<FieldPattern> inside, OptionalLong address, int level) {
        Interruption.check();
        types.type(structure.name()).ifPresent(layout -> fields(layout, inside, address, level + 1));
    }
}
