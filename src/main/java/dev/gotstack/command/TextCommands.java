package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;

/// `da`, `du`: texts in memory.
final class TextCommands {
    private static final int LINE = 32;
    private static final int LONGEST = 0x1000;

    private TextCommands() {}

    /// `da`: single-byte characters up to a zero.
    static Context ansi(Call call) {
        return text(call, 1);
    }

    /// `du`: UTF-16 characters up to a zero.
    static Context unicode(Call call) {
        return text(call, 2);
    }

    private static Context text(Call call, int size) {
        var request = MemoryRequest.parse(call, size, LONGEST);
        var place = request.range().start();
        int columns = request.columns() == 0 ? LINE : request.columns();
        boolean ended = false;
        for (long done = 0; done < request.range().count() && !ended; done += columns) {
            var text = new StringBuilder();
            long part = Math.min(columns, request.range().count() - done);
            var start = place;
            for (int i = 0; i < part && !ended; i++) {
                var bytes = new byte[2];
                if (request.reader().read(place, bytes, 0, size) < size) {
                    text.append('?');
                    ended = true;
                } else {
                    long c = LittleEndian.unsigned(bytes, 0, size);
                    ended = c == 0;
                    text.append(ended ? "" : shown(c));
                    place = place.plus(size);
                }
            }
            if (!text.isEmpty() || done == 0) {
                call.place(start).line("  \"" + text + "\"");
            }
        }
        return call.shown(place);
    }

    /// A text up to a zero, the first byte that cannot be read, or `most` characters.
    static String read(Call call, long address, int size, int most) {
        var text = new StringBuilder();
        for (int i = 0; i < most; i++) {
            var c = call.space().value(call.narrow(address + (long) i * size), size);
            if (c.isEmpty() || c.getAsLong() == 0) {
                break;
            }
            text.append(shown(c.getAsLong()));
        }
        return text.toString();
    }

    private static char shown(long c) {
        char character = (char) c;
        return Character.isISOControl(character) || Character.isSurrogate(character) || (character > 0x7e && c < 0x100)
                ? '.'
                : character;
    }
}
