package dev.gotstack.ui.action;

import dev.gotstack.command.Context;
import dev.gotstack.windows.LoadedModule;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the address that the user means: `b8ae5fe4`, `0xb8ae5fe4`, `esp+8`, `nt!_KiTrap0E+0x5c`, `KiTrap0E`,
/// `stackhog`.
public final class Places {
    private static final Pattern PLACE =
            Pattern.compile("@?(?<name>[^+\\s]+)\\s*(?:\\+\\s*(?<offset>(?:0[xX])?\\p{XDigit}{1,8}))?");
    private static final Pattern NUMBER = Pattern.compile("(?:0[xX])?(\\p{XDigit}{1,16})");
    private static final int HEX = 16;

    private Places() {}

    /// The address, or empty if nothing has that name. A register wins over a symbol, a symbol over a number: whoever
    /// means the number `add` writes `0xadd`.
    public static OptionalLong find(String text, Context context) {
        var place = PLACE.matcher(text.strip().replace("`", ""));
        if (!place.matches()) {
            return OptionalLong.empty();
        }
        var start = named(place.group("name"), context);
        return start.isEmpty() ? start : OptionalLong.of(start.getAsLong() + offset(place));
    }

    private static OptionalLong named(String name, Context context) {
        var register = context.registers().get(name.toLowerCase(Locale.ROOT));
        if (register.isPresent()) {
            return register;
        }
        var symbol = symbol(name, context);
        return symbol.isPresent() ? symbol : number(name);
    }

    private static OptionalLong symbol(String name, Context context) {
        var modules = context.kernel().modules();
        int mark = name.indexOf('!');
        if (mark < 0) {
            var module = modules.named(name);
            return module.isPresent() ? OptionalLong.of(module.get().base()) : inAny(modules.all(), name);
        }
        return modules.named(name.substring(0, mark))
                .map(module -> inAny(List.of(module), name.substring(mark + 1)))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong inAny(List<LoadedModule> modules, String name) {
        for (var module : modules) {
            var symbol = module.symbols().table().named(name);
            if (symbol.isPresent()) {
                return OptionalLong.of(module.base() + symbol.get().rva());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        var number = NUMBER.matcher(text);
        return number.matches() ? OptionalLong.of(Long.parseUnsignedLong(number.group(1), HEX)) : OptionalLong.empty();
    }

    private static long offset(Matcher place) {
        var offset = place.group("offset");
        return offset == null ? 0 : number(offset).orElse(0);
    }
}
