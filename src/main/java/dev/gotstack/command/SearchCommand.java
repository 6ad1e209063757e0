package dev.gotstack.command;

import dev.gotstack.io.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `s`: searches memory for values or a text, or lists the texts in it.
final class SearchCommand {
    private static final int CHUNK = 0x1000;
    private static final int SHORTEST_TEXT = 3;
    private static final Pattern OPTIONS =
            Pattern.compile("-(?:\\[(?<flags>[^\\]]*)\\])?(?<type>sa|su|[bwdqau])?(?=\\s|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LENGTH = Pattern.compile("l\\s*([0-9a-f]{1,4})");

    private final Call call;
    private final String type;
    private final boolean addressesOnly;
    private final int shortest;
    private int hits;

    /// @param flags what stood in brackets
    private SearchCommand(Call call, String type, String flags) {
        var length = LENGTH.matcher(flags);
        this.call = call;
        this.type = type;
        this.shortest = length.find() ? Integer.parseInt(length.group(1), 16) : SHORTEST_TEXT;
        this.addressesOnly = length.replaceAll("").contains("1");
    }

    /// `s [-[flags]type] range pattern`.
    static void show(Call call) {
        var options = OPTIONS.matcher(call.arguments());
        boolean given = options.lookingAt();
        if (!given && call.arguments().startsWith("-")) {
            throw new CommandException("Types are -b, -w, -d, -q, -a, -u, -sa and -su; flags stand in brackets: -[1]d");
        }
        var type = given ? group(options, "type") : "";
        var flags = given ? group(options, "flags") : "";
        if (flags.contains("s") || flags.contains("r") || flags.contains("v")) {
            throw new CommandException("The flags 1, w and l with a length are supported");
        }
        var search = new SearchCommand(call, type.isEmpty() ? "b" : type, flags);
        search.run(call.arguments().substring(given ? options.end() : 0));
    }

    private static String group(Matcher matcher, String name) {
        var text = matcher.group(name);
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private void run(String text) {
        int size = size();
        var expression = new Expression(text, call.context());
        var range = Range.parse(expression, call.session().next(), size, MemoryCommands.USUAL_BYTES / size);
        long start = range.start().address();
        if (type.startsWith("s")) {
            expression.end();
            texts(start, range.count(), type.equals("su") ? 2 : 1);
        } else {
            // Values lie at multiples of their size from the start, texts anywhere.
            values(start, range.count() * size, pattern(expression), size);
        }
        if (hits == 0) {
            call.line("Not found");
        }
    }

    private int size() {
        return switch (type) {
            case "w" -> 2;
            case "d" -> 4;
            case "q" -> 8;
            default -> 1;
        };
    }

    private byte[] pattern(Expression expression) {
        if (type.equals("a") || type.equals("u")) {
            var text = expression.rest().replace("\"", "");
            return checked(text.getBytes(type.equals("a") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE));
        }
        int size = size();
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
    private void values(long start, long length, byte[] pattern, int step) {
        int needed = pattern.length;
        var chunk = new byte[CHUNK + needed];
        for (long done = 0; done < length; done += CHUNK) {
            done = skipped(start, done, length);
            int want = (int) Math.min(CHUNK + needed - 1, length - done);
            if (want < needed) {
                return;
            }
            long at = start + done;
            int got = call.space().read(call.narrow(at), chunk, 0, want);
            for (int i = 0; i + needed <= got && i < CHUNK; i += step) {
                if (matches(chunk, i, pattern)) {
                    hit(call.narrow(at + i));
                }
            }
        }
    }

    /// Where the search goes on: at the next page that is mapped, in steps of a chunk.
    private long skipped(long start, long done, long length) {
        Interruption.check();
        long end = Math.min(start + length, 0x1_0000_0000L);
        long mapped = start + done < end ? call.space().nextMapped(start + done, end) : -1;
        if (mapped < 0) {
            return length;
        }
        return Math.max(done, (mapped - start) / CHUNK * CHUNK);
    }

    private static boolean matches(byte[] memory, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (memory[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private void hit(long address) {
        hits++;
        if (addressesOnly) {
            call.memory(address).end();
            return;
        }
        int width = type.equals("u") ? 2 : size();
        // As the type's own command shows memory, with characters where there are any.
        var name = width == 2 ? "dW" : "";
        var line = new Call(name, call.hex(address) + " L" + Hex.plain(16 / width), call.context(), call.out());
        switch (type) {
            case "w", "u" -> MemoryCommands.words(line);
            case "d" -> MemoryCommands.doubleWordsWithText(line);
            case "q" -> MemoryCommands.quadWords(line);
            default -> MemoryCommands.bytes(line);
        }
    }

    /// Every run of printable characters that is long enough.
    private void texts(long start, long length, int size) {
        var text = new StringBuilder();
        var bytes = new byte[CHUNK];
        int have = 0;
        long chunk = -1;
        for (long done = 0; done + size <= length; done += size) {
            long in = done / CHUNK;
            if (in != chunk) {
                long next = skipped(start, done, length);
                if (next / CHUNK != in) {
                    text(start + done, text, size);
                    done = next - size;
                    continue;
                }
                chunk = in;
                have = call.space()
                        .read(call.narrow(start + in * CHUNK), bytes, 0, (int) Math.min(CHUNK, length - in * CHUNK));
            }
            int at = (int) (done % CHUNK);
            long c = at + size <= have ? LittleEndian.unsigned(bytes, at, size) : 0;
            if (c >= ' ' && c < 0x7f) {
                text.append((char) c);
            } else {
                text(start + done, text, size);
            }
        }
        text(start + length, text, size);
    }

    private void text(long end, StringBuilder text, int size) {
        if (text.length() >= shortest) {
            hits++;
            long at = call.narrow(end - (long) text.length() * size);
            call.memory(at).line(addressesOnly ? "" : "  \"" + text + "\"");
        }
        text.setLength(0);
    }
}
