package dev.gotstack.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `s`: searches memory for values or a text.
final class SearchCommand {
    private static final int MOST_HITS = 2000;
    private static final int CHUNK = 0x1000;

    private SearchCommand() {}

    /// `s [-type] range pattern`: values for `-b`, `-w`, `-d` and `-q`, a text in quotes for `-a` and `-u`.
    static void show(Call call) {
        char type = 'b';
        var text = call.arguments();
        if (text.length() > 2 && text.charAt(0) == '-') {
            type = Character.toLowerCase(text.charAt(1));
            text = text.substring(2);
        }
        int size = size(type);
        var expression = new Expression(text, call.context());
        var range = Range.parse(expression, call.session().next(), size, 0);
        var pattern = pattern(type, size, expression);
        // Values lie at multiples of their size, texts anywhere.
        var hits = find(call, range.start().address(), range.count() * size, pattern, size);
        for (long hit : hits) {
            show(call, hit, type, size);
        }
        if (hits.isEmpty()) {
            call.line("Not found");
        }
    }

    private static int size(char type) {
        return switch (type) {
            case 'b', 'a', 'u' -> 1;
            case 'w' -> 2;
            case 'd' -> 4;
            case 'q' -> 8;
            default -> throw new CommandException("Types are -b, -w, -d, -q, -a and -u");
        };
    }

    private static byte[] pattern(char type, int size, Expression expression) {
        if (type == 'a' || type == 'u') {
            var text = expression.rest().replace("\"", "");
            var bytes = text.getBytes(type == 'a' ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE);
            return checked(bytes);
        }
        var values = new ArrayList<Long>();
        while (expression.hasMore()) {
            values.add(expression.next());
        }
        var bytes = new byte[values.size() * size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values.get(i / size) >>> (8 * (i % size)));
        }
        return checked(bytes);
    }

    private static byte[] checked(byte[] pattern) {
        if (pattern.length == 0 || pattern.length > CHUNK) {
            throw new CommandException("Give what to search for: s -d b8ae6000 b8ae9000 808813d8");
        }
        return pattern;
    }

    /// Memory that cannot be read holds no hits. A chunk is read with what a hit at its end needs of the next one.
    private static List<Long> find(Call call, long start, long length, byte[] pattern, int step) {
        var hits = new ArrayList<Long>();
        int needed = pattern.length;
        var chunk = new byte[CHUNK + needed];
        for (long done = 0; done < length && hits.size() < MOST_HITS; done += CHUNK) {
            long at = Hex.address(start + done);
            int want = (int) Math.min(CHUNK + needed - 1, length - done);
            int got = call.space().read(at, chunk, 0, want);
            for (int i = 0; i + needed <= got && i < CHUNK; i += step) {
                if (matches(chunk, i, pattern)) {
                    hits.add(Hex.address(at + i));
                }
            }
        }
        return hits;
    }

    private static boolean matches(byte[] memory, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (memory[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static void show(Call call, long hit, char type, int size) {
        var line = new Call(call.name(), Hex.word(hit) + " L" + Hex.plain(16 / size), call.context(), call.out());
        switch (type) {
            case 'w' -> MemoryCommands.words(line);
            case 'd' -> MemoryCommands.doubleWords(line);
            case 'q' -> MemoryCommands.quadWords(line);
            default -> MemoryCommands.bytes(line);
        }
    }
}
