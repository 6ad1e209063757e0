package dev.gotstack.command;

import dev.gotstack.symbol.Symbol;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `ln`, `x`: names.
final class SymbolCommands {
    private SymbolCommands() {}

    /// `ln address`: the symbols around it.
    static void nearest(Call call) {
        long address = call.address(call.context().registers().instructionPointer());
        var code = call.locate(address);
        var module = code.module();
        var symbol = code.symbol();
        if (module == null) {
            throw new CommandException("No module holds " + call.hex(address));
        }
        if (symbol == null) {
            call.text("(" + call.hex(module.base()) + ")   ").symbol(code).end();
            return;
        }
        long start = module.base() + symbol.rva();
        call.text("(" + call.hex(start) + ")   ").symbol(code);
        var next = module.symbols().table().next(symbol);
        if (next.isPresent()) {
            long after = module.base() + next.get().rva();
            call.text("   |  (" + call.hex(after) + ")   ");
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

    /// `x [options] module!pattern`.
    static void examine(Call call) {
        var options = ExamineOptions.parse(call.arguments());
        var text = options.rest();
        int mark = text.indexOf('!');
        if (text.isEmpty() || mark == 0) {
            throw new CommandException("Give a pattern: x module!name*");
        }
        var modules = mark < 0 ? call.kernel().modules().all() : modules(call.kernel(), text.substring(0, mark));
        if (modules.isEmpty()) {
            throw new CommandException("Couldn't resolve '" + text + "': no such module");
        }
        if (mark == text.length() - 1) {
            // `x *!` lists the modules themselves.
            ModuleCommands.list(new Call("lm", "m " + text.substring(0, mark), call.context(), call.out()));
            return;
        }
        var found = new ArrayList<Named>();
        for (var module : modules) {
            Interruption.check();
            for (var symbol : module.symbols().table().matching(text.substring(mark + 1))) {
                if (options.size() < 0 || options.size() == symbol.size()) {
                    found.add(new Named(module, symbol));
                }
            }
        }
        if (found.isEmpty()) {
            throw new CommandException("Couldn't resolve '" + text + "'");
        }
        options.order().ifPresent(found::sort);
        found.forEach(each -> print(call, each, options));
    }

    /// A symbol with its module.
    record Named(LoadedModule module, Symbol symbol) {
        long address() {
            return module.base() + symbol.rva();
        }
    }

    private static void print(Call call, Named named, ExamineOptions options) {
        long address = named.address();
        var symbol = named.symbol();
        boolean function = symbol.kind() == Symbol.Kind.FUNCTION;
        var command = (function ? "u 0x" : "dd 0x") + call.hex(address);
        if (options.verbose()) {
            call.text(function ? "pub func   " : "pub global ");
        }
        if (!options.has('1')) {
            call.link(call.hex(address), command);
            call.text(options.verbose() ? String.format(Locale.ROOT, " %4x ", symbol.size()) : "          ");
        }
        if (!options.has('0')) {
            call.out().link(named.module().name() + "!" + symbol.name(), Output.Style.SYMBOL, command);
        }
        boolean typed = !options.has('0') && !options.has('1') && !options.has('2');
        call.line(typed ? type(symbol) : "");
    }

    /// Publics carry no types, and the debugger says so.
    private static String type(Symbol symbol) {
        return symbol.kind() == Symbol.Kind.FUNCTION ? " (<no parameter info>)" : " = <no type information>";
    }

    /// Modules whose name matches a pattern.
    static List<LoadedModule> modules(Kernel kernel, String pattern) {
        return kernel.modules().all().stream()
                .filter(module -> isNamed(module, pattern))
                .toList();
    }

    /// Whether a module's name, or that of its image with or without extension, matches a pattern.
    static boolean isNamed(LoadedModule module, String pattern) {
        int dot = module.imageName().lastIndexOf('.');
        var image = dot > 0 ? module.imageName().substring(0, dot) : module.imageName();
        return Wildcards.matches(pattern, module.name())
                || Wildcards.matches(pattern, image)
                || Wildcards.matches(pattern, module.imageName());
    }
}
