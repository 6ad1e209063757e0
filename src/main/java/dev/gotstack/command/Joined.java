package dev.gotstack.command;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What may follow a command's name without a space. The debugger takes anything and then complains about a number;
/// here a word that cannot be meant so is an unknown command, so that near ones can be offered.
final class Joined {
    private static final Set<String> OPERATORS = Set.of("poi", "by", "wo", "dwo", "qwo", "hi", "low", "not");
    private static final Pattern WORD = Pattern.compile("[\\w`$]+");

    private Joined() {}

    /// An address or value: a number, a register, `module!name`, something in parentheses.
    static boolean argument(String tail) {
        var word = WORD.matcher(tail);
        if (!word.lookingAt()) {
            return "-+(@.~/[\"'$".indexOf(tail.charAt(0)) >= 0;
        }
        var first = word.group().toLowerCase(Locale.ROOT);
        char after = word.end() < tail.length() ? tail.charAt(word.end()) : ' ';
        return after == '!'
                || after == ':'
                || Operands.number(first).isPresent()
                || RegisterNames.isAny(first)
                || OPERATORS.contains(first)
                || first.matches("l[0-9a-f]+");
    }

    /// A register or several, separated by commas; `.`; a mask.
    static boolean register(String tail) {
        var first = tail.split("[,=:]", 2)[0];
        return first.equals(".") || first.startsWith("@") || first.startsWith("$") || RegisterNames.isAny(first);
    }

    /// Text of a form.
    static Predicate<String> form(String regex) {
        return Pattern.compile(regex).asMatchPredicate();
    }
}
