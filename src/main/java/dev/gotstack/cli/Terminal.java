package dev.gotstack.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/// Asks the C library whether somebody watches. [java.io.Console] knows of standard input and output only, and the
/// output of a batch usually goes into a file.
final class Terminal {
    private static final int STANDARD_ERROR = 2;

    private Terminal() {}

    @SuppressWarnings("restricted")
    static boolean isStandardError() {
        try (var arena = Arena.ofConfined()) {
            var function = function(arena);
            if (function.isEmpty()) {
                return false;
            }
            var type = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
            return (int) Linker.nativeLinker()
                            .downcallHandle(function.get(), type)
                            .invokeExact(STANDARD_ERROR)
                    != 0;
        } catch (Throwable e) {
            // Where the question cannot be asked, nobody is known to watch.
            return false;
        }
    }

    @SuppressWarnings("restricted")
    private static Optional<MemorySegment> function(Arena arena) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows
                ? SymbolLookup.libraryLookup("ucrtbase", arena).find("_isatty")
                : Linker.nativeLinker().defaultLookup().find("isatty");
    }
}
