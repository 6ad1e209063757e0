package dev.gotstack.layout;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import org.jspecify.annotations.Nullable;

/// Bytes of one structure, read through its layout. The whole house reads structures through this class and no other.
///
/// Nested members are reached by a path: `SpecialRegisters.Cr2`.
public final class Struct {

    /// Gives the bytes of a structure, wherever they are: an address space or a file.
    @FunctionalInterface
    public interface Bytes {
        /// Reads `length` bytes at `address`.
        ///
        /// @throws MalformedFileException if any is missing; `what` names structure and field in its message
        byte[] read(long address, int length, String what);
    }

    private final Bytes bytes;
    private final TypeSource types;
    private final TypeLayout layout;
    private final long address;

    private Struct(Bytes bytes, TypeSource types, TypeLayout layout, long address) {
        this.bytes = bytes;
        this.types = types;
        this.layout = layout;
        this.address = address;
    }

    /// The structure of type `typeName` at `address`. Nothing is read yet.
    ///
    /// @throws MalformedFileException if no source knows the type
    public static Struct at(Bytes bytes, TypeSource types, String typeName, long address) {
        var layout = types.type(typeName)
                .orElseThrow(() -> new MalformedFileException(
                        types.origin(), -1, typeName, "a layout for this kernel's build", "none"));
        return new Struct(bytes, types, layout, address);
    }

    public TypeLayout layout() {
        return layout;
    }

    /// Address of the structure's first byte: virtual, or an offset in a file.
    public long address() {
        return address;
    }

    /// Whether this build's layout has the field at all.
    public boolean has(String path) {
        return find(path) != null;
    }

    /// Address of a field.
    public long addressOf(String path) {
        return address + require(path).offset();
    }

    /// An unsigned integer or pointer field of up to 8 bytes; bit fields are shifted down.
    ///
    /// @throws MalformedFileException if the field is not in this build's layout, or its bytes are missing
    public long get(String path) {
        var place = require(path);
        var type = place.type();
        int size = (int) type.size();
        if (size < 1 || size > 8) {
            throw new MalformedFileException(
                    layout.origin(), -1, layout.name() + "." + path, "an integer", type.toString());
        }
        var raw = bytes.read(address + place.offset(), size, layout.name() + "." + path);
        long value = LittleEndian.unsigned(raw, 0, size);
        return type instanceof FieldType.BitField bits ? value >>> bits.position() & mask(bits.length()) : value;
    }

    /// Raw bytes of a field.
    public byte[] raw(String path) {
        var place = require(path);
        return bytes.read(address + place.offset(), (int) place.type().size(), layout.name() + "." + path);
    }

    /// A fixed array of single-byte characters up to its first NUL.
    public String text(String path) {
        var raw = raw(path);
        var text = new StringBuilder();
        for (byte b : raw) {
            if (b == 0) {
                break;
            }
            text.append((char) (b & 0xff));
        }
        return text.toString();
    }

    /// An embedded structure.
    public Struct nested(String path) {
        var place = require(path);
        if (place.type() instanceof FieldType.Structure structure) {
            return at(bytes, types, structure.name(), address + place.offset());
        }
        throw new MalformedFileException(
                layout.origin(),
                -1,
                layout.name() + "." + path,
                "a structure",
                place.type().toString());
    }

    private static long mask(int length) {
        return length >= 64 ? -1L : (1L << length) - 1;
    }

    private Field require(String path) {
        var found = find(path);
        if (found == null) {
            throw new MalformedFileException(
                    layout.origin(), -1, layout.name() + "." + path, "a field of this build", "none of that name");
        }
        return found;
    }

    private @Nullable Field find(String path) {
        long offset = 0;
        var current = layout;
        var parts = path.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            var field = types.field(current.name(), parts[i]).orElse(null);
            if (field == null) {
                return null;
            }
            offset += field.offset();
            if (i == parts.length - 1) {
                return new Field(path, offset, field.type());
            }
            if (!(field.type() instanceof FieldType.Structure structure)) {
                return null;
            }
            var next = types.type(structure.name()).orElse(null);
            if (next == null) {
                return null;
            }
            current = next;
        }
        return null;
    }
}
