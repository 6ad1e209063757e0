package dev.gotstack.command;

import dev.gotstack.dump.DumpSearch;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.memory.PhysicalMemory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `!search`: finds a value, bytes or a text anywhere in the memory that the dump holds, at any offset, whether or not
/// an address leads there.
final class PhysicalSearch {
    private static final int MOST_FINDS = 1000;
    /// Pages whose addresses are looked through for those of the finds.
    private static final int MOST_PAGES = 200_000;
    private static final Pattern OPTIONS = Pattern.compile("-(?<type>[abu])(?=\\s)", Pattern.CASE_INSENSITIVE);

    private final Call call;
    private final List<DumpSearch.Find> finds = new ArrayList<>();
    private final Map<Long, Long> addresses = new HashMap<>();
    private boolean more;

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
        call.kernel()
                .dump()
                .search()
                .run(
                        wanted,
                        find -> {
                            more = finds.size() == MOST_FINDS;
                            return !more && finds.add(find);
                        },
                        (what, done, total) -> Interruption.check());
        if (finds.isEmpty()) {
            call.line("Not found");
            return;
        }
        findAddresses();
        call.line(" physical  in the file  address");
        finds.forEach(this::line);
        if (more) {
            call.line("More than " + MOST_FINDS + " finds; the rest is left out");
        }
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
        long pa = find.physical().orElse(-1);
        var page = addresses.get(pa & -PhysicalMemory.PAGE_SIZE);
        return page == null ? OptionalLong.empty() : OptionalLong.of(page + (pa & PhysicalMemory.PAGE_SIZE - 1));
    }

    /// Of the pages in which something was found, the address at which each is mapped in the current space.
    private void findAddresses() {
        var sought = finds.stream()
                .flatMap(find -> find.physical().stream().boxed())
                .map(pa -> pa & -PhysicalMemory.PAGE_SIZE)
                .collect(Collectors.toCollection(HashSet::new));
        long limit = pointerSize(call) == 4 ? 0x1_0000_0000L : -PhysicalMemory.PAGE_SIZE;
        long start = pointerSize(call) == 4 ? 0x8000_0000L : 0xffff_8000_0000_0000L;
        long va = call.space().nextMapped(start, limit);
        for (int pages = 0; va != -1 && !sought.isEmpty() && pages < MOST_PAGES; pages++) {
            Interruption.check();
            long offset = call.space().fileOffset(va);
            long pa = offset < 0 ? -1 : call.kernel().dump().physical().addressAt(offset);
            if (sought.remove(pa)) {
                addresses.put(pa, va);
            }
            long next = va + PhysicalMemory.PAGE_SIZE;
            va = Long.compareUnsigned(next, va) > 0 ? call.space().nextMapped(next, limit) : -1;
        }
    }
}
