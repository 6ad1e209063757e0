package dev.gotstack.symbol.pe;

import org.jspecify.annotations.Nullable;

/// One function or variable an image offers to others.
///
/// @param name null if it is known by ordinal only
/// @param ordinal as importers state it, the table's base added
/// @param rva 0 if it is forwarded
/// @param forwarder `module.name` in another image, or null
public record Export(
        @Nullable String name,
        long ordinal,
        long rva,
        @Nullable String forwarder) {}
