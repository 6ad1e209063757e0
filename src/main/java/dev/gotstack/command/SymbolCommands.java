package dev.gotstack.command;

import dev.gotstack.symbol.Symbol;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.List;

/// `ln`, `x`: names.
final class SymbolCommands {
    private static final int MOST = 5000;

    private SymbolCommands() {}

    /// `ln address`: the symbols around it.
    static void nearest(Call call) {
        long address = call.address(call.context().registers().instructionPointer());
        var code = call.locate(address);
        var module = code.module();
        var symbol = code.symbol();
        if (module == null) {
            throw new CommandException("No module holds " + Hex.word(address));
        }
        if (symbol == null) {
            call.text("(" + Hex.word(module.base()) + ")   ").symbol(code).end();
            return;
        }
        long start = module.base() + symbol.rva();
        call.text("(" + Hex.word(start) + ")   ").symbol(code);
        var next = module.symbols().table().next(symbol);
        if (next.isPresent()) {
            long after = module.base() + next.get().rva();
            call.text("   |  (" + Hex.word(after) + ")   ");
            call.symbol(call.locate(after), module.name() + "!" + next.get().name());
        }
        call.end();
        if (address == start) {
            call.line("Exact matches:");
            for (var exact : module.symbols().table().allAt(symbol.rva())) {
                call.text("    ")
                        .symbol(code, module.name() + "!" + exact.name())
                        .line(type(exact));
            }
        }
    }

    /// `x module!pattern`.
    static void examine(Call call) {
        var text = call.arguments().replaceFirst("^(/\\S+\\s+)+", "");
        int mark = text.indexOf('!');
        if (text.isEmpty() || mark == 0) {
            throw new CommandException("Give a pattern: x module!name*");
        }
        var modules = mark < 0 ? call.kernel().modules().all() : modules(call.kernel(), text.substring(0, mark));
        if (modules.isEmpty()) {
            throw new CommandException("Couldn't resolve '" + text + "': no such module");
        }
        var pattern = text.substring(mark + 1);
        int shown = 0;
        for (var module : modules) {
            for (var symbol : module.symbols().table().matching(pattern)) {
                if (shown++ == MOST) {
                    throw new CommandException("More than " + MOST + " symbols match; the first are shown");
                }
                print(call, module, symbol);
            }
        }
        if (shown == 0) {
            throw new CommandException("Couldn't resolve '" + text + "'");
        }
    }

    private static void print(Call call, LoadedModule module, Symbol symbol) {
        long address = module.base() + symbol.rva();
        boolean function = symbol.kind() == Symbol.Kind.FUNCTION;
        var command = (function ? "u 0x" : "dd 0x") + Hex.word(address);
        call.link(Hex.word(address), command).text("          ");
        call.out().link(module.name() + "!" + symbol.name(), Output.Style.SYMBOL, command);
        call.line(type(symbol));
    }

    /// Publics carry no types, and the debugger says so.
    private static String type(Symbol symbol) {
        return symbol.kind() == Symbol.Kind.FUNCTION ? " (<no parameter info>)" : " = <no type information>";
    }

    /// Modules whose name matches a pattern.
    static List<LoadedModule> modules(Kernel kernel, String pattern) {
        var found = new ArrayList<LoadedModule>();
        for (var module : kernel.modules().all()) {
            int dot = module.imageName().lastIndexOf('.');
            var image = dot > 0 ? module.imageName().substring(0, dot) : module.imageName();
            if (Wildcards.matches(pattern, module.name())
                    || Wildcards.matches(pattern, image)
                    || Wildcards.matches(pattern, module.imageName())) {
                found.add(module);
            }
        }
        return found;
    }
}
