package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.FindText.Hit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// Looks for a value, bytes or text in memory around an address. What is further away is found by the command `s`.
final class MemorySearch {
    /// Bytes searched before and behind the address.
    static final long REACH = 256 << 10;

    private static final int PAGE = 0x1000;
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

    /// A match may reach into the next page.
    private static void search(
            byte[] pattern, long page, RowReader reader, List<Hit> hits, String wanted, LongConsumer show) {
        var bytes = read(reader, page, PAGE + pattern.length - 1);
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
        int size = reader.space().hole(va + PAGE).isPresent() ? PAGE : length;
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
