package dev.gotstack.command;

import java.util.regex.Pattern;

/// What was asked of a memory command: `dd /c 8 /p 1000 L40`.
///
/// @param columns objects on a line; 0 for the usual number
/// @param reader where bytes come from
/// @param range the rest
record MemoryRequest(int columns, Reader reader, Range range) {
    private static final Pattern OPTIONS =
            Pattern.compile("\\s*/(?:c\\s*(?<columns>[0-9a-fA-F]+)|(?<physical>p(?:\\[\\w+\\])?))(?=\\s|$)");
    private static final int MOST_COLUMNS = 0x80;

    /// Reads up to the first byte that is missing.
    @FunctionalInterface
    interface Reader {
        int read(Place place, byte[] target, int at, int length);
    }

    /// @param size bytes of an object
    /// @param usual objects if no length is given
    static MemoryRequest parse(Call call, int size, long usual) {
        var text = call.arguments();
        int columns = 0;
        boolean physical = false;
        for (var option = OPTIONS.matcher(text); option.lookingAt(); option = OPTIONS.matcher(text)) {
            physical |= option.group("physical") != null;
            var wanted = option.group("columns");
            columns = wanted == null ? columns : columns(wanted);
            text = text.substring(option.end());
        }
        var range = Range.parse(text, call.context(), call.session().next(), size, usual);
        return new MemoryRequest(columns, physical ? physical(call) : virtual(call), range);
    }

    private static int columns(String digits) {
        int wanted = digits.length() > 2 ? 0 : Integer.parseInt(digits, 16);
        if (wanted < 1 || wanted > MOST_COLUMNS) {
            throw new CommandException("A line has 1 to " + Hex.prefixed(MOST_COLUMNS) + " columns");
        }
        return wanted;
    }

    static Reader virtual(Call call) {
        var space = call.space();
        return (place, target, at, length) -> place.read(space, target, at, length);
    }

    private static Reader physical(Call call) {
        var memory = call.kernel().dump().physical();
        return (place, target, at, length) -> {
            int done = 0;
            while (done < length) {
                long pa = place.plus(done).address();
                int part = (int) Math.min(length - done, 0x1000 - (pa & 0xfff));
                if (!memory.read(pa, target, at + done, part)) {
                    return done;
                }
                done += part;
            }
            return done;
        };
    }
}
