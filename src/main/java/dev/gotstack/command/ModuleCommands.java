package dev.gotstack.command;

import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.symbol.pe.VersionInfo;
import dev.gotstack.windows.LoadedModule;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// `lm` and its forms: modules.
final class ModuleCommands {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> STRINGS = List.of(
            "CompanyName",
            "ProductName",
            "InternalName",
            "OriginalFilename",
            "ProductVersion",
            "FileVersion",
            "FileDescription",
            "LegalCopyright");

    private ModuleCommands() {}

    /// `lm`, `lm m pattern`, `lmvm name`, `lm t n`, `lm a address`.
    static void list(Call call) {
        var options = ModuleOptions.parse(call.behind(2));
        if (!options.brief()) {
            call.line("start" + " ".repeat(call.unknown().length() - 4) + "end"
                    + " ".repeat(call.unknown().length()) + "module name");
        }
        var order = options.byName()
                ? Comparator.comparing(LoadedModule::name, String.CASE_INSENSITIVE_ORDER)
                : Comparator.comparing(LoadedModule::base, Long::compareUnsigned);
        call.kernel().modules().all().stream()
                .filter(module -> isWanted(call, module, options))
                .sorted(order)
                .forEach(module -> print(call, module, options));
        if (!options.brief() && options.address().isEmpty() && "uole".chars().noneMatch(c -> options.has((char) c))) {
            unloaded(call, options);
        }
    }

    private static boolean isWanted(Call call, LoadedModule module, ModuleOptions options) {
        boolean complete = module.symbols().isComplete();
        // The list holds the kernel's modules only; u asks for those of user mode.
        return !options.has('u')
                && (!options.has('l') || complete)
                && (!options.has('e') || !complete)
                && (options.pattern().isEmpty() || SymbolCommands.isNamed(module, options.pattern()))
                && (options.path().isEmpty() || Wildcards.matches(options.path(), module.path()))
                && (options.address().isEmpty()
                        || module.contains(Expression.address(options.address(), call.context())));
    }

    private static void unloaded(Call call, ModuleOptions options) {
        var gone = call.kernel().modules().unloaded().stream()
                .filter(module -> options.pattern().isEmpty()
                        || Wildcards.matches(options.pattern(), module.imageName())
                        || Wildcards.matches(
                                options.pattern(), module.imageName().replaceFirst("\\.[^.]*$", "")))
                .filter(module -> options.path().isEmpty())
                .toList();
        if (gone.isEmpty()) {
            return;
        }
        call.end();
        call.line("Unloaded modules:");
        for (var module : gone) {
            call.memory(module.start()).text(" ").memory(module.end()).line("   " + module.imageName());
        }
    }

    private static void print(Call call, LoadedModule module, ModuleOptions options) {
        if (options.brief()) {
            call.module(module).end();
            return;
        }
        call.memory(module.base()).text(" ").memory(module.base() + module.size());
        int pad = Math.max(0, 8 - module.name().length());
        boolean path = options.has('f');
        boolean image = options.has('n') || options.has('i') || options.has('p');
        boolean plain = !image && !path && !options.has('t');
        call.text(plain ? "   " : " ").module(module);
        call.text(" ".repeat(pad) + (plain ? "   " : " "));
        if (plain) {
            call.line(status(module.symbols()));
        } else {
            call.line(padded(path ? module.path() : module.imageName(), 12)
                    + (options.has('t') ? " " + time(module) : ""));
        }
        if (options.has('v')) {
            details(call, module);
        }
    }

    /// Where the symbols come from, and the file where there is one.
    static String status(ModuleSymbols symbols) {
        var words =
                switch (symbols.kind()) {
                    case PDB ->
                        symbols.pdb().filter(pdb -> pdb.stripped()).isPresent()
                                ? "(pdb symbols)"
                                : "(private pdb symbols)";
                    case ISF -> "(isf symbols)";
                    case EXPORTS -> "(export symbols)";
                    case NONE -> "(no symbols)";
                };
        var file = symbols.pdb().map(pdb -> "  " + pdb.name()).orElse("");
        return padded(words, 21) + file;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String time(LoadedModule module) {
        var words = module.timeDateStamp() == 0
                ? "unavailable"
                : TIME.format(Instant.ofEpochSecond(module.timeDateStamp()));
        return words + " (" + upper(module.timeDateStamp()) + ")";
    }

    private static String upper(long value) {
        return Hex.word(value).toUpperCase(Locale.ROOT);
    }

    private static void details(Call call, LoadedModule module) {
        call.line("    Loaded symbol image file: " + module.imageName());
        call.line("    Image path: " + module.path());
        call.line("    Image name: " + module.imageName());
        call.line("    Timestamp:        " + time(module));
        call.line("    CheckSum:         " + upper(module.checkSum()));
        call.line("    ImageSize:        " + upper(module.size()));
        module.image().version().ifPresent(version -> version(call, version));
        if (!module.symbols().isComplete()) {
            module.symbols().tried().forEach(tried -> call.line("    Symbols:          " + tried));
        }
    }

    private static void version(Call call, VersionInfo version) {
        if (!version.fixedFileVersion().isEmpty()) {
            call.line("    File version:     " + version.fixedFileVersion());
        }
        for (var key : STRINGS) {
            version.string(key).ifPresent(text -> call.line("    " + padded(key + ":", 18) + text));
        }
    }
}
