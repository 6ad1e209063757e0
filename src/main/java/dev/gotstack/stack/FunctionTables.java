package dev.gotstack.stack;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.pe.RuntimeFunction;
import dev.gotstack.symbol.pe.UnwindInfo;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.Modules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The unwind data of 64-bit modules: that of their images in memory, and what is missing there from image files. Not
/// safe for use by several threads.
final class FunctionTables {
    /// A function's parts are chained to each other at most so many times; more is a loop made to hang a reader.
    private static final int MOST_CHAINED = 32;
    /// Addresses remembered; stacks of a hostile dump may hold any number.
    private static final int MOST_KNOWN = 100_000;

    private final Modules modules;
    private final Map<Long, Optional<Function>> known = new HashMap<>();

    FunctionTables(Modules modules) {
        this.modules = modules;
    }

    /// A function, or a part of one, with its unwind data.
    ///
    /// @param image where the data was found
    record Function(LoadedModule module, PeImage image, RuntimeFunction entry, UnwindInfo unwind) {
        long start() {
            return module.base() + entry.begin();
        }

        long end() {
            return module.base() + entry.end();
        }

        boolean contains(long va) {
            return module.contains(va) && entry.covers(va - module.base());
        }
    }

    /// The function that holds `va`, if its unwind data is there.
    Optional<Function> at(long va) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(va, this::find);
    }

    private Optional<Function> find(long va) {
        return modules.at(va)
                .flatMap(module -> sources(module)
                        .flatMap(image -> image.runtimeFunction(va - module.base()).stream()
                                .flatMap(entry -> function(module, image, entry).stream()))
                        .findFirst());
    }

    /// Whether `va` lies in a function that needs no unwind data: it changes neither stack pointer nor saved registers.
    boolean isLeaf(long va) {
        return modules.at(va)
                .filter(module -> module.isCode(va)
                        && sources(module).anyMatch(PeImage::knowsAllFunctions)
                        && sources(module)
                                .allMatch(image -> image.runtimeFunction(va - module.base())
                                        .isEmpty()))
                .isPresent();
    }

    /// The function of which another is a part; empty if it is a whole one.
    Optional<Function> parent(Function part) {
        return part.unwind().chained().flatMap(entry -> function(part.module(), part.image(), entry));
    }

    /// Where a function is entered: its first part's start.
    long entryOf(Function function) {
        return primary(function).start();
    }

    /// Whether two places belong to one function.
    boolean isSame(Function one, long va) {
        return one.contains(va)
                || at(va).filter(other -> entryOf(other) == entryOf(one)).isPresent();
    }

    private Function primary(Function function) {
        var at = function;
        for (int i = 0; i < MOST_CHAINED; i++) {
            var parent = parent(at);
            if (parent.isEmpty()) {
                return at;
            }
            at = parent.get();
        }
        return at;
    }

    private static Optional<Function> function(LoadedModule module, PeImage image, RuntimeFunction entry) {
        try {
            return Optional.of(new Function(module, image, entry, image.unwindInfo(entry)));
        } catch (MalformedFileException missing) {
            return Optional.empty();
        }
    }

    private static Stream<PeImage> sources(LoadedModule module) {
        return Stream.concat(Stream.of(module.image()), module.file().image().stream())
                .filter(image -> image.machine() == PeImage.MACHINE_X64);
    }
}
