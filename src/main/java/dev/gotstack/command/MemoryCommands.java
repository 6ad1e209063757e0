package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;
import java.util.Locale;

/// `dd`, `dw`, `db`, `dq`, `dc`, `df`: memory as numbers.
final class MemoryCommands {
    static final int USUAL_BYTES = 0x80;
    private static final int LINE = 16;
    private static final int DOUBLES = 15;
    private static final int FLOATS = 16;

    private MemoryCommands() {}

    /// `d`: the command that showed memory last, once more.
    static Context repeat(Call call) {
        return new CommandTable(CommandList.all())
                .find(call.session().display())
                .run(call.session().display(), call.arguments(), call.context(), call.out());
    }

    static Context bytes(Call call) {
        return dump(call, 1, true);
    }

    /// `dw`, and `dW` with characters.
    static Context words(Call call) {
        return dump(call, 2, call.name().startsWith("dW"));
    }

    /// `dd`; `dp` with the pointers' width; `dD` are numbers of eight bytes with a fraction.
    static Context doubleWords(Call call) {
        if (call.name().startsWith("dp")) {
            return dump(call, call.architecture().pointerSize(), false);
        }
        return call.name().startsWith("dD") ? fractions(call, 8, DOUBLES) : dump(call, 4, false);
    }

    static Context doubleWordsWithText(Call call) {
        return dump(call, 4, true);
    }

    static Context quadWords(Call call) {
        return dump(call, 8, false);
    }

    /// `df`.
    static Context singles(Call call) {
        return fractions(call, 4, FLOATS);
    }

    private static Context dump(Call call, int size, boolean characters) {
        var request = MemoryRequest.parse(call, size, USUAL_BYTES / size);
        var start = request.range().start();
        int width = request.columns() == 0 ? LINE : request.columns() * size;
        long total = request.range().count() * size;
        for (long done = 0; done < total; done += width) {
            int length = (int) Math.min(width, total - done);
            line(call, request.reader(), start.plus(done), new Shape(length, width, size, characters));
        }
        return call.shown(start.plus(total));
    }

    /// How a line is laid out, in bytes of memory.
    ///
    /// @param length bytes on this line
    /// @param width bytes on a full one
    private record Shape(int length, int width, int size, boolean characters) {}

    private static void line(Call call, MemoryRequest.Reader reader, Place place, Shape shape) {
        int size = shape.size();
        call.place(place).text("  ");
        var bytes = new byte[shape.length()];
        boolean whole = reader.read(place, bytes, 0, bytes.length) == bytes.length;
        var ascii = new StringBuilder();
        int columns = 0;
        for (int at = 0; at < shape.length(); at += size) {
            var separator = at == 0 ? "" : size == 1 && at == LINE / 2 ? "-" : " ";
            call.text(separator);
            columns += separator.length() + digits(size);
            boolean readable = whole || reader.read(place.plus(at), bytes, at, size) == size;
            value(call, place.plus(at), readable, LittleEndian.unsigned(bytes, at, size), size);
            for (int i = at; i < at + size; i++) {
                ascii.append(readable ? character(bytes[i]) : '?');
            }
        }
        if (shape.characters()) {
            int full = shape.width() / size * (digits(size) + 1) - 1;
            call.text(" ".repeat(full - columns + 2) + ascii);
        }
        call.end();
    }

    private static int digits(int size) {
        return size == 8 ? 17 : 2 * size;
    }

    /// A value that was read, or question marks that lead to the reason why it was not.
    static void value(Call call, Place place, boolean readable, long value, int size) {
        if (!readable) {
            call.missing(size == 8 ? "????????`????????" : "?".repeat(2 * size), place.address());
        } else if (size == call.architecture().pointerSize() && pointsSomewhere(call, value)) {
            boolean code = call.kernel().modules().isCode(value);
            call.link(call.hex(value), (code ? "u " : call.dump()) + call.literal(value));
        } else {
            call.text(Hex.value(value, size));
        }
    }

    /// Whether a value is worth a link: it points to memory the dump holds.
    private static boolean pointsSomewhere(Call call, long value) {
        return Long.compareUnsigned(value, 0x10000) >= 0 && call.space().read(value, new byte[1], 0, 1) == 1;
    }

    private static char character(byte value) {
        return value >= ' ' && value < 0x7f ? (char) value : '.';
    }

    private static Context fractions(Call call, int size, int usual) {
        var request = MemoryRequest.parse(call, size, usual);
        var start = request.range().start();
        int columns = Math.max(1, request.columns());
        for (long i = 0; i < request.range().count(); i++) {
            var place = start.plus(i * size);
            var bytes = new byte[8];
            call.fresh(i % columns == 0, place);
            if (request.reader().read(place, bytes, 0, size) < size) {
                call.text(" ".repeat(8)).missing(call.unknown(), place.address());
            } else {
                long bits = LittleEndian.unsigned(bytes, 0, size);
                double value = size == 4 ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
                call.text(String.format(Locale.ROOT, "%16s", Fractions.text(value, size == 4 ? 8 : 17)));
            }
        }
        call.out().breakLine();
        return call.shown(start.plus(request.range().count() * size));
    }
}
