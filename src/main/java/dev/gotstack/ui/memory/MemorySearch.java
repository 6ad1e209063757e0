package dev.gotstack.ui.memory;

import dev.gotstack.dump.DumpSearch;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.ui.control.FindText.Hit;
import dev.gotstack.windows.PageAddresses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Looks for a value, bytes or text in memory: first around an address, then in all that the dump holds.
final class MemorySearch {
    /// Bytes searched before and behind the address.
    static final long REACH = 256 << 10;

    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final int MOST = 500;
    private static final int WORD = 8;

    private MemorySearch() {}

    /// Where something lies: `b8ae6048` as a value in memory order, `48 60 ae b8` as bytes, anything as text.
    static List<Hit> of(String wanted, RowReader reader, long around, LongConsumer show) {
        long from = Math.max(0, around - REACH) & -PAGE;
        long to = Math.min(reader.last() - PAGE, around + REACH);
        var hits = new ArrayList<Hit>();
        for (var pattern : patterns(wanted)) {
            for (long page = from;
                    page < to && hits.size() < MOST && !Thread.currentThread().isInterrupted();
                    page += PAGE) {
                search(pattern, page, reader, hits, wanted, show);
            }
        }
        return hits;
    }

    /// What lies further away, in the order of addresses.
    ///
    /// @param around what [#of] searched around
    /// @param progress is told how much of the dump is searched, from 0 to 1
    /// @throws CancellationException if the thread is interrupted
    static List<Hit> beyond(String wanted, RowReader reader, long around, LongConsumer show, DoubleConsumer progress) {
        var finds = new ArrayList<DumpSearch.Find>();
        for (var pattern : patterns(wanted)) {
            if (pattern.length > 0 && pattern.length <= ByteSearch.LONGEST) {
                reader.dump()
                        .search()
                        .run(pattern, find -> finds.size() < MOST && finds.add(find), (what, done, total) -> {
                            check();
                            progress.accept(total == 0 ? 0 : (double) done / total);
                        });
            }
        }
        long from = Math.max(0, around - REACH) & -PAGE;
        return addresses(reader, finds).stream()
                .sorted(Long::compareUnsigned)
                .filter(at -> Long.compareUnsigned(at, from) < 0 || Long.compareUnsigned(at, around + REACH) >= 0)
                .map(at -> new Hit(wanted, () -> show.accept(at)))
                .toList();
    }

    /// What no address leads to cannot be shown.
    private static List<Long> addresses(RowReader reader, List<DumpSearch.Find> finds) {
        if (finds.isEmpty()) {
            return List.of();
        }
        var mapped = PageAddresses.of(reader.dump().physical(), reader.space(), MemorySearch::check);
        return finds.stream()
                .flatMap(find -> find.virtual().isPresent() || find.physical().isEmpty()
                        ? find.virtual().stream().boxed()
                        : mapped.of(find.physical().getAsLong()).stream().boxed())
                .distinct()
                .toList();
    }

    private static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    /// A match may reach into the next page.
    private static void search(
            byte[] pattern, long page, RowReader reader, List<Hit> hits, String wanted, LongConsumer show) {
        var bytes = read(reader, page, (int) PAGE + pattern.length - 1);
        for (int i = 0; i + pattern.length <= bytes.length; i++) {
            if (matches(bytes, i, pattern)) {
                long at = page + i;
                hits.add(new Hit(wanted, () -> show.accept(at)));
            }
        }
    }

    private static byte[] read(RowReader reader, long va, int length) {
        if (reader.space().hole(va).isPresent()) {
            return new byte[0];
        }
        int size = reader.space().hole(va + PAGE).isPresent() ? (int) PAGE : length;
        return reader.space().bytes(va, size, "search");
    }

    private static boolean matches(byte[] bytes, int at, byte[] pattern) {
        for (int i = 0; i < pattern.length; i++) {
            if (bytes[at + i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    /// What the text may mean, as bytes in memory.
    static List<byte[]> patterns(String wanted) {
        var digits = wanted.toLowerCase(Locale.ROOT).replaceFirst("^0x", "").replace("`", "");
        var spaced = digits.matches("\\p{XDigit}{2}( \\p{XDigit}{2})+");
        var value = digits.matches("\\p{XDigit}{1,16}");
        return Stream.of(
                        spaced ? HexFormat.of().parseHex(digits.replace(" ", "")) : null,
                        value ? littleEndian(digits) : null,
                        value && digits.length() >= WORD || spaced ? null : wanted.getBytes(StandardCharsets.US_ASCII))
                .filter(Objects::nonNull)
                .toList();
    }

    private static byte[] littleEndian(String digits) {
        int width = digits.length() > WORD ? 2 * WORD : digits.length() > 4 ? WORD : digits.length() > 2 ? 4 : 2;
        var bytes = HexFormat.of().parseHex("0".repeat(width - digits.length()) + digits);
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
