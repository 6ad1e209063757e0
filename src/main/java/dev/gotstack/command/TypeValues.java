package dev.gotstack.command;

import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeSource;
import java.util.OptionalLong;

/// Types and values of structure members as `dt` prints them.
final class TypeValues {
    private static final int LONGEST_TEXT = 256;

    private final Call call;
    private final TypeSource types;
    private final String module;

    /// @param module name of the module whose types these are, for links
    TypeValues(Call call, TypeSource types, String module) {
        this.call = call;
        this.types = types;
        this.module = module;
    }

    /// A type: `Ptr32 _KTSS`, `[4] Uint4B`, `Pos 0, 1 Bit`.
    static String type(FieldType type) {
        return switch (type) {
            case FieldType.Scalar scalar -> scalar.name();
            case FieldType.Pointer pointer -> "Ptr" + 8 * pointer.size() + " " + type(pointer.target());
            case FieldType.Structure structure -> structure.name();
            case FieldType.Array array -> "[" + array.count() + "] " + type(array.element());
            case FieldType.BitField bits ->
                "Pos " + bits.position() + ", " + bits.length() + " Bit" + (bits.length() == 1 ? "" : "s");
            case FieldType.Enumeration enumeration -> enumeration.name();
            case FieldType.Function function -> "    ";
        };
    }

    /// Prints the value of a member in memory.
    ///
    /// @param opened whether its own members follow, so that a structure's name is left out
    void value(FieldType type, long address, boolean opened) {
        switch (type) {
            case FieldType.Structure structure -> structure(structure, address, opened);
            case FieldType.Array array -> array(array, address);
            default -> {
                var value = read(address, type);
                if (value.isEmpty()) {
                    call.missing("????", address);
                } else {
                    simple(type, value.getAsLong());
                }
            }
        }
    }

    private OptionalLong read(long address, FieldType type) {
        int size = (int) type.size();
        boolean simple = size == 1 || size == 2 || size == 4 || size == 8;
        return simple ? call.space().value(address, size) : OptionalLong.empty();
    }

    private void simple(FieldType type, long value) {
        switch (type) {
            case FieldType.Scalar scalar -> call.text(scalar(scalar, value));
            case FieldType.Pointer pointer -> pointer(pointer, value);
            case FieldType.BitField bits -> {
                long mask = bits.length() >= 64 ? -1 : (1L << bits.length()) - 1;
                var digits = Long.toBinaryString(value >>> bits.position() & mask);
                call.text("0y" + "0".repeat(Math.max(0, bits.length() - digits.length())) + digits);
            }
            case FieldType.Enumeration enumeration -> call.text(value + " ( " + constant(enumeration, value) + " )");
            default -> call.text(Hex.prefixed(value));
        }
    }

    private static String scalar(FieldType.Scalar scalar, long value) {
        if (scalar.size() == 1) {
            char c = (char) value;
            return Hex.prefixed(value) + " '" + (c >= ' ' && c < 0x7f ? c : "") + "'";
        }
        int unused = 64 - 8 * (int) scalar.size();
        return scalar.signed() ? "0n" + (value << unused >> unused) : Hex.prefixed(value);
    }

    private String constant(FieldType.Enumeration enumeration, long value) {
        return types.type(enumeration.name())
                .flatMap(layout -> layout.constants().entrySet().stream()
                        .filter(entry -> entry.getValue() == value)
                        .map(entry -> entry.getKey())
                        .findFirst())
                .orElse("No matching name");
    }

    private void pointer(FieldType.Pointer pointer, long value) {
        if (value == 0) {
            call.text("(null) ");
            return;
        }
        call.text("0x");
        switch (pointer.target()) {
            case FieldType.Structure structure -> {
                call.link(call.hex(value), "dt " + module + "!" + structure.name() + " " + call.literal(value));
                call.text(" " + structure.name());
            }
            case FieldType.Function function -> call.code(value).text("     ").symbol(call.locate(value));
            default -> call.memory(value).text(" " + type(pointer.target()));
        }
    }

    private void structure(FieldType.Structure structure, long address, boolean opened) {
        if (!opened) {
            call.link(structure.name(), "dt " + module + "!" + structure.name() + " " + call.literal(address));
        }
        switch (structure.name()) {
            case "_LIST_ENTRY" -> list(address);
            case "_LARGE_INTEGER", "_ULARGE_INTEGER" ->
                call.space().value(address, 8).ifPresent(value -> call.text(" 0x" + Hex.quad(value)));
            case "_UNICODE_STRING" -> string(address);
            default -> {
                return;
            }
        }
    }

    private void list(long address) {
        var first = call.space().pointer(address);
        var second = call.space().pointer(address + call.architecture().pointerSize());
        if (first.isPresent() && second.isPresent()) {
            call.text(" [ 0x")
                    .memory(first.getAsLong())
                    .text(" - 0x")
                    .memory(second.getAsLong())
                    .text(" ]");
        }
    }

    /// The length in bytes, and a pointer to the text at the next place for one.
    private void string(long address) {
        var length = call.space().value(address, 2);
        var buffer = call.space().pointer(address + call.architecture().pointerSize());
        if (length.isPresent() && buffer.isPresent()) {
            call.text(" \"" + text(buffer.getAsLong(), (int) length.getAsLong() / 2, 2) + "\"");
        }
    }

    private void array(FieldType.Array array, long address) {
        call.text("[" + array.count() + "] ");
        if (array.element() instanceof FieldType.Scalar scalar && scalar.name().endsWith("Char")) {
            call.text(" \"" + text(address, (int) Math.min(array.count(), LONGEST_TEXT), 1) + "\"");
        } else if (array.count() > 0) {
            value(array.element(), address, false);
        }
    }

    private String text(long address, int length, int size) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(length, LONGEST_TEXT); i++) {
            long c = call.space()
                    .value(call.narrow(address + (long) i * size), size)
                    .orElse(0);
            if (c == 0) {
                break;
            }
            text.append((c >= ' ' && c < 0x7f) || c >= 0xa0 ? (char) c : '.');
        }
        return text.toString();
    }
}
