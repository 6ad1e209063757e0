package dev.gotstack.layout;

/// What a structure's field holds. Sizes are in bytes.
public sealed interface FieldType {

    long size();

    /// An integer, character or boolean.
    ///
    /// @param name its C name as the debugger prints it: `Uint4B`, `Int2B`, `UChar`, `Void` …
    record Scalar(String name, long size, boolean signed) implements FieldType {}

    /// A pointer.
    ///
    /// @param target what it points to
    record Pointer(FieldType target, long size) implements FieldType {}

    /// A structure or union, by name; its fields are looked up when they are wanted.
    record Structure(String name, long size) implements FieldType {}

    /// `count` elements in a row.
    record Array(FieldType element, long count) implements FieldType {
        @Override
        public long size() {
            return element.size() * count;
        }
    }

    /// Some bits of an integer, counted from its lowest.
    record BitField(FieldType base, int position, int length) implements FieldType {
        @Override
        public long size() {
            return base.size();
        }
    }

    /// An enumeration, by name.
    record Enumeration(String name, long size) implements FieldType {}

    /// A function, only ever behind a pointer.
    record Function() implements FieldType {
        @Override
        public long size() {
            return 0;
        }
    }
}
