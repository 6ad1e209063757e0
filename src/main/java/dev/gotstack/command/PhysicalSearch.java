package dev.gotstack.command;

import dev.gotstack.dump.DumpSearch;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.windows.PageAddresses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `!search`: finds a value, bytes or a text anywhere in the memory that the dump holds, at any offset, whether or not
/// an address leads there.
final class PhysicalSearch {
    private static final int MOST_FINDS = 1000;
    private static final Pattern OPTIONS = Pattern.compile("-(?<type>[abu])(?=\\s)", Pattern.CASE_INSENSITIVE);

    private final Call call;
    /// Made when something is found.
    private @Nullable PageAddresses addresses;
    private int finds;

    private PhysicalSearch(Call call) {
        this.call = call;
    }

    /// `!search [-a|-b|-u] what`.
    static void show(Call call) {
        var options = OPTIONS.matcher(call.arguments());
        boolean given = options.lookingAt();
        var type = given ? options.group("type").toLowerCase(Locale.ROOT) : "";
        var what = call.arguments().substring(given ? options.end() : 0).strip();
        if (what.isEmpty()) {
            throw new CommandException(
                    "Give what to search for: !search 808813d8, !search -b 4d 5a, !search -a \"MmSt\"");
        }
        new PhysicalSearch(call).run(wanted(call, type, what));
    }

    private static byte[] wanted(Call call, String type, String what) {
        var bytes =
                switch (type) {
                    case "a" -> unquoted(what).getBytes(StandardCharsets.ISO_8859_1);
                    case "u" -> unquoted(what).getBytes(StandardCharsets.UTF_16LE);
                    default -> numbers(new Expression(what, call.context()), type.equals("b") ? 1 : pointerSize(call));
                };
        if (bytes.length == 0 || bytes.length > ByteSearch.LONGEST) {
            throw new CommandException("1 to " + ByteSearch.LONGEST + " bytes can be searched for");
        }
        return bytes;
    }

    private static int pointerSize(Call call) {
        return call.architecture().pointerSize();
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    private static byte[] numbers(Expression expression, int size) {
        var values = new ArrayList<Long>();
        while (expression.hasMore()) {
            values.add(expression.next());
        }
        var bytes = new byte[values.size() * size];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values.get(i / size) >>> (8 * (i % size)));
        }
        return bytes;
    }

    private void run(byte[] wanted) {
        call.kernel().dump().search().run(wanted, this::found, (what, done, total) -> {
            Interruption.check();
            call.out().tell();
        });
        if (finds == 0) {
            call.line("Not found");
        }
    }

    /// @return whether more are wanted
    private boolean found(DumpSearch.Find find) {
        if (finds == MOST_FINDS) {
            call.line("More than " + MOST_FINDS + " finds; the rest is left out");
            return false;
        }
        if (finds++ == 0) {
            call.line(" physical  in the file  address");
        }
        line(find);
        return true;
    }

    private void line(DumpSearch.Find find) {
        call.text(physical(find.physical()) + "  " + String.format(Locale.ROOT, "%11x  ", find.fileOffset()));
        var address = address(find);
        if (address.isPresent()) {
            call.link(call.hex(address.getAsLong()), "db " + call.literal(address.getAsLong()));
            var code = call.kernel().modules().locate(address.getAsLong());
            call.text(code.module() == null ? "" : "  " + code.text());
        } else {
            call.text("not mapped where it was looked for");
        }
        call.end();
    }

    private static String physical(OptionalLong pa) {
        return pa.isPresent() ? String.format(Locale.ROOT, "%9x", pa.getAsLong()) : "        -";
    }

    private OptionalLong address(DumpSearch.Find find) {
        if (find.virtual().isPresent()) {
            return find.virtual();
        }
        var known = addresses;
        if (known == null) {
            known = PageAddresses.of(call.kernel().dump().physical(), call.space(), Interruption::check);
            addresses = known;
        }
        return find.physical().isPresent() ? known.of(find.physical().getAsLong()) : OptionalLong.empty();
    }
}
