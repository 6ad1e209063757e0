package dev.gotstack.layout;

import dev.gotstack.io.MalformedFileException;
import java.util.Map;

/// Reads the short type notation of the built-in layout files.
///
/// `u8 u16 u32 u64 i8 i16 i32 i64 char wchar`, `ptr`, `ptr _KTSS`, `struct _NT_TIB`, and any of them with `[count]`.
final class TypeText {
    private static final Map<String, FieldType.Scalar> SCALARS = Map.of(
            "u8", new FieldType.Scalar("UChar", 1, false),
            "u16", new FieldType.Scalar("Uint2B", 2, false),
            "u32", new FieldType.Scalar("Uint4B", 4, false),
            "u64", new FieldType.Scalar("Uint8B", 8, false),
            "i8", new FieldType.Scalar("Char", 1, true),
            "i16", new FieldType.Scalar("Int2B", 2, true),
            "i32", new FieldType.Scalar("Int4B", 4, true),
            "i64", new FieldType.Scalar("Int8B", 8, true),
            "char", new FieldType.Scalar("Char", 1, true),
            "wchar", new FieldType.Scalar("Wchar", 2, false));
    private static final FieldType VOID = new FieldType.Scalar("Void", 0, false);

    private final int pointerSize;
    private final String file;

    TypeText(String file, int pointerSize) {
        this.file = file;
        this.pointerSize = pointerSize;
    }

    FieldType parse(String text) {
        int bracket = text.indexOf('[');
        if (bracket >= 0 && text.endsWith("]")) {
            var count = Integer.parseInt(text.substring(bracket + 1, text.length() - 1));
            return new FieldType.Array(parse(text.substring(0, bracket)), count);
        }
        if (text.equals("ptr")) {
            return new FieldType.Pointer(VOID, pointerSize);
        }
        if (text.startsWith("ptr ")) {
            return new FieldType.Pointer(new FieldType.Structure(text.substring(4), 0), pointerSize);
        }
        if (text.startsWith("struct ")) {
            return new FieldType.Structure(text.substring(7), 0);
        }
        var scalar = SCALARS.get(text);
        if (scalar == null) {
            throw new MalformedFileException(file, -1, "type", "a known type notation", text);
        }
        return scalar;
    }
}
