package dev.gotstack.analysis;

import java.util.List;

/// A stop code with its parameters explained.
///
/// @param name `UNEXPECTED_KERNEL_MODE_TRAP`; empty if the code is not in the catalogue
/// @param explanation what the code means, in one or two sentences; empty if only its name is known
/// @param parameters always four
public record BugCheck(long code, String name, String explanation, List<Parameter> parameters) {

    /// @param meaning what the value means here; empty if unknown
    public record Parameter(long value, String meaning) {}
}
