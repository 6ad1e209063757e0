package dev.gotstack.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Files to open in the window and nothing else: what a double-click calls. Understood without the parser of the
// command
/// line, which takes longer than the window.
///
/// @param dumps their files; none if the program was started by its own icon
record PlainOpen(List<Path> dumps) {

    /// The arguments in that form; empty if they have another, which the parser is for.
    static Optional<PlainOpen> of(String... arguments) {
        if (!Stream.of(arguments).allMatch(PlainOpen::isFile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PlainOpen(Stream.of(arguments).map(Path::of).toList()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// A word alone may be the name of a command, `-` begins an option, and `@` the name of a file of arguments.
    private static boolean isFile(String argument) {
        return PlainRun.isValue(argument) && argument.chars().anyMatch(c -> c == '.' || c == '/' || c == '\\');
    }
}
