package dev.gotstack.command;

import java.util.ArrayList;
import java.util.List;

/// `.sympath`, `.reload`: where symbols are looked for, and looking again.
final class SymbolPathCommands {
    private SymbolPathCommands() {}

    /// `.sympath [+] [path]`. Elements are separated by `;` in the debugger; here `;` also ends a command, so a path
    /// with several elements stands in quotes.
    static Context path(Call call) {
        var options = call.context().options();
        boolean add = call.name().endsWith("+") || call.arguments().startsWith("+");
        var given = call.arguments().replaceFirst("^\\+", "").strip();
        if (given.isEmpty()) {
            show(call, options.symbolPaths());
            return call.context();
        }
        var paths = new ArrayList<>(add ? options.symbolPaths() : List.<String>of());
        paths.add(unquoted(given));
        var changed = call.context().withOptions(options.withSymbolPaths(paths));
        show(call, paths);
        call.line("It is used from the next .reload on.");
        return changed;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static void show(Call call, List<String> paths) {
        call.line("Symbol search path is: "
                + (paths.isEmpty() ? "<the dump's folder, then _NT_SYMBOL_PATH>" : String.join(";", paths)));
    }

    /// `.reload [/f]`. Everything shown is read again with the symbols found then.
    static Context reload(Call call) {
        return call.context().withReload();
    }
}
