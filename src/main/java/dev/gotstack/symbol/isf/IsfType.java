package dev.gotstack.symbol.isf;

/// A type as an ISF file describes it, names not yet followed.
sealed interface IsfType {

    /// One of `base_types`.
    record Base(String name) implements IsfType {}

    record Pointer(IsfType target) implements IsfType {}

    record Array(IsfType element, long count) implements IsfType {}

    /// A structure, union or class.
    record Structure(String name) implements IsfType {}

    record Enumeration(String name) implements IsfType {}

    record BitField(IsfType base, int position, int length) implements IsfType {}

    record Function() implements IsfType {}

    /// Of a kind this program does not know, or without what its kind needs.
    record Unknown() implements IsfType {}

    /// A member of a structure.
    record Member(String name, long offset, IsfType type) {}
}
