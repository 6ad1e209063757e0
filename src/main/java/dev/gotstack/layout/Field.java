package dev.gotstack.layout;

/// One member of a structure.
///
/// @param offset bytes from the structure's start
public record Field(String name, long offset, FieldType type) {}
