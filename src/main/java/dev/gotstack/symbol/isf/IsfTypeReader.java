package dev.gotstack.symbol.isf;

import dev.gotstack.layout.FieldType.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Reads the descriptions of types. Recursion is bounded by the depth that [JsonCursor] allows.
final class IsfTypeReader {
    private static final long LARGEST = 1L << 30;
    private static final int MOST_BITS = 64;

    private final JsonCursor json;

    IsfTypeReader(JsonCursor json) {
        this.json = json;
    }

    /// A type: an object with `kind` and what goes with it.
    IsfType type() {
        var found = new Description();
        json.eachField(found::take);
        return found.type();
    }

    private final class Description {
        private String kind = "";
        private String name = "";
        private IsfType inner = new IsfType.Unknown();
        private long count = -1;
        private long position = -1;
        private long length = -1;

        void take(String field) {
            switch (field) {
                case "kind" -> kind = json.text("");
                case "name" -> name = json.text("");
                case "subtype", "type" -> inner = IsfTypeReader.this.type();
                case "count" -> count = json.number(-1);
                case "bit_position" -> position = json.number(-1);
                case "bit_length" -> length = json.number(-1);
                default -> json.skip();
            }
        }

        IsfType type() {
            return switch (kind) {
                case "base" -> new IsfType.Base(name);
                case "pointer" -> new IsfType.Pointer(inner);
                case "struct", "union", "class" -> new IsfType.Structure(name);
                case "enum" -> new IsfType.Enumeration(name);
                case "function" -> new IsfType.Function();
                case "array" -> inside(count, LARGEST) ? new IsfType.Array(inner, count) : new IsfType.Unknown();
                case "bitfield" ->
                    inside(position, MOST_BITS - 1) && inside(length, MOST_BITS - position)
                            ? new IsfType.BitField(inner, (int) position, (int) length)
                            : new IsfType.Unknown();
                default -> new IsfType.Unknown();
            };
        }
    }

    /// An entry of `base_types`, named as the debugger prints it.
    Scalar scalar(String name) {
        var found = new Object() {
            private String kind = "int";
            private long size = -1;
            private boolean signed = true;
        };
        json.eachField(field -> {
            switch (field) {
                case "kind" -> found.kind = json.text("");
                case "size" -> found.size = json.number(-1);
                case "signed" -> found.signed = json.truth(true);
                default -> json.skip();
            }
        });
        long size = inside(found.size, 64) ? found.size : 0;
        return scalar(name, found.kind, size, found.signed);
    }

    private static Scalar scalar(String name, String kind, long size, boolean signed) {
        if (name.toLowerCase(Locale.ROOT).startsWith("wchar")) {
            return new Scalar("Wchar", size, false);
        }
        return switch (kind) {
            case "void" -> new Scalar("Void", 0, false);
            case "char" -> new Scalar(signed ? "Char" : "UChar", size, signed);
            case "bool" -> new Scalar("Bool", size, false);
            case "float" -> new Scalar(size == 4 ? "Float" : size == 8 ? "Double" : "Float" + size, size, true);
            default ->
                name.equals("HRESULT")
                        ? new Scalar(name, size, true)
                        : new Scalar((signed ? "Int" : "Uint") + size + "B", size, signed);
        };
    }

    /// An entry of `user_types`. Its size is -1 if that is missing or absurd.
    IsfStructure structure() {
        var members = new ArrayList<IsfType.Member>();
        var size = new long[] {-1};
        json.eachField(field -> {
            switch (field) {
                case "size" -> size[0] = json.number(-1);
                case "fields" -> json.eachField(name -> member(name, members));
                default -> json.skip();
            }
        });
        return new IsfStructure(inside(size[0], LARGEST) ? size[0] : -1, members);
    }

    private void member(String name, List<IsfType.Member> members) {
        var offset = new long[] {-1};
        var type = new IsfType[] {new IsfType.Unknown()};
        json.eachField(field -> {
            switch (field) {
                case "offset" -> offset[0] = json.number(-1);
                case "type" -> type[0] = type();
                default -> json.skip();
            }
        });
        if (inside(offset[0], LARGEST) && !name.isEmpty()) {
            members.add(new IsfType.Member(name, offset[0], type[0]));
        }
    }

    /// An entry of `enums`.
    IsfEnumeration enumeration() {
        var constants = new LinkedHashMap<String, Long>();
        var size = new long[] {-1};
        json.eachField(field -> {
            switch (field) {
                case "size" -> size[0] = json.number(-1);
                case "constants" -> json.eachField(name -> constants.put(name, json.number(0)));
                default -> json.skip();
            }
        });
        return new IsfEnumeration(inside(size[0], Long.BYTES) ? size[0] : 0, constants);
    }

    private static boolean inside(long value, long most) {
        return value >= 0 && value <= most;
    }
}
