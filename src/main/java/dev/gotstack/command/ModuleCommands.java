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

    /// What was asked for.
    private record Options(
            boolean verbose, boolean names, boolean time, boolean brief, String pattern, String address) {

        static Options parse(String text) {
            var letters = new StringBuilder();
            var words = text.strip().split("\\s+", 0);
            int at = 0;
            // `m` and `a` take an argument, so they end the options: `lmvm name`, `lm kv m pattern`.
            for (; at < words.length; at++) {
                var word = words[at];
                letters.append(word);
                if (word.endsWith("m") || word.endsWith("M") || word.endsWith("a")) {
                    at++;
                    break;
                }
            }
            var rest = at < words.length ? words[at] : "";
            var options = letters.toString().toLowerCase(Locale.ROOT);
            boolean address = options.endsWith("a");
            boolean brief = options.startsWith("1m");
            return new Options(
                    options.contains("v"),
                    options.contains("n"),
                    options.contains("t"),
                    brief,
                    address || rest.isEmpty() ? "*" : rest,
                    address ? rest : "");
        }
    }

    /// `lm`, `lm m pattern`, `lmvm name`, `lm t n`, `lm a address`.
    static void list(Call call) {
        var options = Options.parse(call.behind(2));
        var modules = options.address().isEmpty()
                ? SymbolCommands.modules(call.kernel(), options.pattern())
                : call.kernel()
                        .modules()
                        .at(Expression.address(options.address(), call.context()))
                        .map(List::of)
                        .orElse(List.of());
        if (!options.brief()) {
            call.line("start    end        module name");
        }
        modules.stream()
                .sorted(Comparator.comparingLong(LoadedModule::base))
                .forEach(module -> print(call, module, options));
    }

    private static void print(Call call, LoadedModule module, Options options) {
        if (options.brief()) {
            call.module(module).end();
            return;
        }
        call.memory(module.base()).text(" ").memory(module.base() + module.size());
        int pad = Math.max(0, 8 - module.name().length());
        boolean plain = !options.names() && !options.time();
        call.text(plain ? "   " : " ").module(module);
        call.text(" ".repeat(pad) + (plain ? "   " : " "));
        if (plain) {
            call.line(status(module.symbols()));
        } else {
            call.line(padded(module.imageName(), 12) + (options.time() ? " " + time(module) : ""));
        }
        if (options.verbose()) {
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
