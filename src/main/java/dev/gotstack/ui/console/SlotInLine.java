package dev.gotstack.ui.console;

import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/// Which stack slot a line of output is about: the address that is pointed at, else the first one of the line, as
/// `dps` and the `k` family print it.
final class SlotInLine {
    private static final Pattern ADDRESS = Pattern.compile("(?<![0-9A-Za-z`])[0-9a-f]{8}(?![0-9A-Za-z`])");
    private static final int HEX = 16;
    private static final int WORD = 4;

    private SlotInLine() {}

    /// @param column where in the line
    /// @param holdsReturn whether a slot holds a return address
    /// @param onStack whether an address is a stack slot
    static OptionalLong of(String line, int column, LongPredicate holdsReturn, LongPredicate onStack) {
        var matcher = ADDRESS.matcher(line);
        var first = OptionalLong.empty();
        while (matcher.find()) {
            long address = Long.parseLong(matcher.group(), HEX);
            if (holdsReturn.test(address) || onStack.test(address)) {
                boolean pointedAt = matcher.start() <= column && column <= matcher.end();
                // The k family prints where a saved frame pointer lies: the return address is right above it.
                boolean above = !holdsReturn.test(address) && holdsReturn.test(address + WORD);
                long slot = above ? address + WORD : address;
                if (pointedAt) {
                    return OptionalLong.of(slot);
                }
                first = first.isEmpty() ? OptionalLong.of(slot) : first;
            }
        }
        return first;
    }
}
