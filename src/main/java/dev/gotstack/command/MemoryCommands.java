package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;

/// `dd`, `dw`, `db`, `dq`, `dc`, `da`, `du`, `dps`: memory.
final class MemoryCommands {
    private static final int LINE = 16;
    private static final int USUAL_BYTES = 0x80;
    private static final int TEXT_LINE = 32;
    private static final int LONGEST_TEXT = 0x1000;

    private MemoryCommands() {}

    static Context bytes(Call call) {
        return dump(call, 1, true);
    }

    static Context words(Call call) {
        return dump(call, 2, false);
    }

    static Context doubleWords(Call call) {
        return dump(call, 4, false);
    }

    static Context doubleWordsWithText(Call call) {
        return dump(call, 4, true);
    }

    static Context quadWords(Call call) {
        return dump(call, 8, false);
    }

    private static Context dump(Call call, int size, boolean characters) {
        var range = Range.parse(call.arguments(), call.context(), call.context().next(), size, USUAL_BYTES / size);
        long total = range.count() * size;
        for (long done = 0; done < total; done += LINE) {
            line(call, range.start().plus(done), (int) Math.min(LINE, total - done), size, characters);
        }
        return call.context().withNext(range.start().plus(total).address());
    }

    private static void line(Call call, Place place, int length, int size, boolean characters) {
        call.text(place.segment());
        call.memory(place.offset()).text("  ");
        var ascii = new StringBuilder();
        int columns = 0;
        for (int at = 0; at < length; at += size) {
            var separator = at == 0 ? "" : size == 1 && at == LINE / 2 ? "-" : " ";
            call.text(separator);
            columns += separator.length() + digits(size);
            var bytes = new byte[8];
            boolean readable = place.plus(at).read(call.space(), bytes, 0, size) == size;
            value(call, readable, LittleEndian.unsigned(bytes, 0, size), size);
            for (int i = 0; i < size; i++) {
                ascii.append(readable ? character(bytes[i]) : '?');
            }
        }
        if (characters) {
            int full = LINE / size * (digits(size) + 1) - 1;
            call.text(" ".repeat(full - columns + 2) + ascii);
        }
        call.end();
    }

    private static int digits(int size) {
        return size == 8 ? 17 : 2 * size;
    }

    private static void value(Call call, boolean readable, long value, int size) {
        if (!readable) {
            call.out().styled(size == 8 ? "????????`????????" : "?".repeat(2 * size), Output.Style.MISSING);
        } else if (size == 4 && pointsSomewhere(call, value)) {
            boolean code = call.kernel().modules().isCode(value);
            call.link(Hex.word(value), (code ? "u 0x" : "dd 0x") + Hex.word(value));
        } else {
            call.text(Hex.value(value, size));
        }
    }

    /// Whether a value is worth a link: it points to memory the dump holds.
    private static boolean pointsSomewhere(Call call, long value) {
        return value >= 0x10000 && call.space().read(value, new byte[1], 0, 1) == 1;
    }

    private static char character(byte value) {
        return value >= ' ' && value < 0x7f ? (char) value : '.';
    }

    /// `dps [range]`: one pointer a line, with the name it leads to.
    static Context pointers(Call call) {
        var range = Range.parse(call.arguments(), call.context(), call.context().next(), 4, USUAL_BYTES / 4);
        for (long i = 0; i < range.count(); i++) {
            var place = range.start().plus(4 * i);
            var bytes = new byte[4];
            boolean readable = place.read(call.space(), bytes, 0, 4) == 4;
            long value = LittleEndian.unsigned(bytes, 0, 4);
            call.text(place.segment()).memory(place.offset()).text("  ");
            value(call, readable, value, 4);
            var code = call.locate(value);
            if (readable && code.module() != null) {
                call.text(" ").symbol(code);
            }
            call.end();
        }
        return call.context().withNext(range.start().plus(4 * range.count()).address());
    }

    /// `da`: single-byte characters up to a zero.
    static Context ansi(Call call) {
        return text(call, 1);
    }

    /// `du`: UTF-16 characters up to a zero.
    static Context unicode(Call call) {
        return text(call, 2);
    }

    private static Context text(Call call, int size) {
        var range = Range.parse(call.arguments(), call.context(), call.context().next(), size, LONGEST_TEXT);
        boolean given = range.count() != LONGEST_TEXT;
        var place = range.start();
        boolean ended = false;
        for (long done = 0; done < range.count() && !ended; done += TEXT_LINE) {
            var text = new StringBuilder();
            long part = Math.min(TEXT_LINE, range.count() - done);
            var start = place;
            for (int i = 0; i < part && !ended; i++) {
                var bytes = new byte[2];
                if (place.read(call.space(), bytes, 0, size) < size) {
                    text.append('?');
                    ended = true;
                } else {
                    long c = LittleEndian.unsigned(bytes, 0, size);
                    ended = c == 0;
                    text.append(ended ? "" : shown(c));
                    place = place.plus(size);
                }
            }
            if (!text.isEmpty() || done == 0 || (given && !ended)) {
                call.text(start.segment()).memory(start.offset()).line("  \"" + text + "\"");
            }
        }
        return call.context().withNext(place.address());
    }

    private static char shown(long c) {
        char character = (char) c;
        return Character.isISOControl(character) || Character.isSurrogate(character) || (character > 0x7e && c < 0x100)
                ? '.'
                : character;
    }
}
