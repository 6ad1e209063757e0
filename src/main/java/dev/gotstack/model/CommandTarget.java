package dev.gotstack.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where the panes look after a link was followed that shows memory or code: `dd 0xb8ae6058`, `u 0x8088c718`.
///
/// @param code whether it is code rather than memory
record CommandTarget(long address, boolean code) {
    private static final Pattern SHOWS =
            Pattern.compile("(d[abcdpqswuDW]|dp[apsu]|dd[ps]|dq[ps]|u) (?:0x)?([0-9a-fA-F`]{1,17})");

    static Optional<CommandTarget> of(String command) {
        var shows = SHOWS.matcher(command.strip());
        if (!shows.matches()) {
            return Optional.empty();
        }
        try {
            long address = Long.parseUnsignedLong(shows.group(2).replace("`", ""), 16);
            return Optional.of(new CommandTarget(address, shows.group(1).equals("u")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
