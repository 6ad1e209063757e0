package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;

/// `dps`, `dpp`, `dpa`, `dpu` and their forms for pointers of a given size: one pointer a line.
final class PointerCommands {
    private static final int LONGEST_TEXT = 128;

    private PointerCommands() {}

    /// What stands behind a pointer.
    @FunctionalInterface
    private interface Referent {
        void show(Call call, long pointer, int size);
    }

    /// `dps`: the name it leads to.
    static Context symbols(Call call) {
        return each(call, (line, pointer, size) -> name(line, pointer));
    }

    /// `dpp`: the word it points to, and that word's name.
    static Context words(Call call) {
        return each(call, (line, pointer, size) -> {
            var place = Place.linear(pointer, line.architecture());
            var bytes = new byte[8];
            boolean readable = place.read(line.space(), bytes, 0, size) == size;
            line.text(" ");
            MemoryCommands.value(line, place, readable, LittleEndian.unsigned(bytes, 0, size), size);
            if (readable) {
                name(line, LittleEndian.unsigned(bytes, 0, size));
            }
        });
    }

    /// `dpa`: the text it points to.
    static Context ansi(Call call) {
        return each(call, (line, pointer, size) -> text(line, pointer, 1));
    }

    /// `dpu`: the same in UTF-16.
    static Context unicode(Call call) {
        return each(call, (line, pointer, size) -> text(line, pointer, 2));
    }

    private static void name(Call line, long pointer) {
        var code = line.locate(pointer);
        if (!code.moduleName().isEmpty()) {
            line.text(" ").symbol(code);
        }
    }

    private static void text(Call line, long pointer, int size) {
        if (line.space().value(line.narrow(pointer), size).isEmpty()) {
            line.text(" ").missing(line.unknown(), line.narrow(pointer));
        } else {
            line.text(" \"" + TextCommands.read(line, line.narrow(pointer), size, LONGEST_TEXT) + "\"");
        }
    }

    private static Context each(Call call, Referent referent) {
        int size =
                switch (call.name().charAt(1)) {
                    case 'q' -> 8;
                    case 'd' -> 4;
                    default -> call.architecture().pointerSize();
                };
        var request = MemoryRequest.parse(call, size, MemoryCommands.USUAL_BYTES / size);
        var start = request.range().start();
        int columns = Math.max(1, request.columns());
        for (long i = 0; i < request.range().count(); i++) {
            var place = start.plus(i * size);
            var bytes = new byte[8];
            boolean readable = request.reader().read(place, bytes, 0, size) == size;
            long value = LittleEndian.unsigned(bytes, 0, size);
            call.fresh(i % columns == 0, place);
            MemoryCommands.value(call, place, readable, value, size);
            if (readable) {
                referent.show(call, value, size);
            }
        }
        call.out().breakLine();
        return call.shown(start.plus(request.range().count() * size));
    }
}
