package dev.gotstack.ui.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Asks the user for a file. An interface, because the platform's dialog cannot be shown everywhere (tests, displays
/// without a window system).
public interface FileChoice {

    /// A kind of file.
    ///
    /// @param patterns as `*.dmp`
    record Kind(String name, List<String> patterns) {
        public static Kind of(String name, String... patterns) {
            return new Kind(name, List.of(patterns));
        }
    }

    /// A file to open; empty if the user thought better of it.
    Optional<Path> open(String title, List<Kind> kinds);

    /// A file to write.
    Optional<Path> save(String title, String name, List<Kind> kinds);

    /// Never chooses anything.
    static FileChoice none() {
        return of(Optional.empty());
    }

    /// Always chooses the same.
    static FileChoice of(Optional<Path> answer) {
        return new FileChoice() {
            @Override
            public Optional<Path> open(String title, List<Kind> kinds) {
                return answer;
            }

            @Override
            public Optional<Path> save(String title, String name, List<Kind> kinds) {
                return answer;
            }
        };
    }
}
