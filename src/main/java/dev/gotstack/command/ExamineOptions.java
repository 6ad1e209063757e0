package dev.gotstack.command;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What was asked of `x`: options before the pattern.
///
/// @param letters options in the order given
/// @param size bytes a symbol must have; -1 for any
/// @param rest the pattern
record ExamineOptions(String letters, long size, String rest) {
    private static final Pattern OPTION =
            Pattern.compile("/([012DtvqpfdaAnNzZ]+|s\\s+(?:0x)?([0-9a-fA-F]{1,8}))(?=\\s|$)\\s*");

    static ExamineOptions parse(String text) {
        var letters = new StringBuilder();
        long size = -1;
        var rest = text;
        for (var option = OPTION.matcher(rest); option.lookingAt(); option = OPTION.matcher(rest)) {
            if (option.group(2) == null) {
                letters.append(option.group(1));
            } else {
                size = Long.parseLong(option.group(2), 16);
            }
            rest = rest.substring(option.end());
        }
        if (rest.startsWith("/")) {
            throw new CommandException(
                    "Unknown option " + rest.split("\\s", 2)[0] + " of x; .hh x tells those there are");
        }
        return new ExamineOptions(letters.toString(), size, rest);
    }

    boolean has(char letter) {
        return letters.indexOf(letter) >= 0;
    }

    boolean verbose() {
        return has('v');
    }

    /// How symbols are sorted; empty for the order they are found in.
    Optional<Comparator<SymbolCommands.Named>> order() {
        for (int i = letters.length() - 1; i >= 0; i--) {
            char letter = letters.charAt(i);
            var order = order(Character.toLowerCase(letter));
            if (order.isPresent()) {
                return Character.isUpperCase(letter) ? order.map(Comparator::reversed) : order;
            }
        }
        return Optional.empty();
    }

    private static Optional<Comparator<SymbolCommands.Named>> order(char letter) {
        return switch (letter) {
            case 'a' -> Optional.of(Comparator.comparingLong(SymbolCommands.Named::address));
            case 'n' ->
                Optional.of(Comparator.comparing(named -> named.symbol().name().toLowerCase(Locale.ROOT)));
            case 'z' ->
                Optional.of(Comparator.comparingLong(named -> named.symbol().size()));
            default -> Optional.empty();
        };
    }
}
