package dev.gotstack.symbol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The grammar of `_NT_SYMBOL_PATH`: elements separated by `;`, each a directory or file, `srv*…` or `cache*…`.
///
/// @param elements in the order in which they are searched
public record SymbolPath(List<Element> elements) {

    /// One element of the path.
    public sealed interface Element {}

    /// A file, or a directory with PDBs in it.
    public record Plain(String location) implements Element {}

    /// A chain of symbol stores, the nearest first; an empty location means the default store.
    public record Server(List<String> locations) implements Element {}

    /// A store that keeps what the elements after it find; an empty location means the default one.
    public record Cache(String location) implements Element {}

    /// Reads a path. Any text is one: what makes no sense is a plain location that will not exist.
    public static SymbolPath parse(String path) {
        var elements = new ArrayList<Element>();
        for (var part : path.split(";", -1)) {
            var element = unquoted(part.strip());
            if (!element.isEmpty()) {
                elements.add(element(element));
            }
        }
        return new SymbolPath(List.copyOf(elements));
    }

    private static Element element(String text) {
        var parts = List.of(text.split("\\*", -1));
        return switch (parts.size() == 1 ? "" : parts.getFirst().toLowerCase(Locale.ROOT)) {
            case "srv" -> new Server(parts.subList(1, parts.size()));
            case "symsrv" -> new Server(parts.subList(Math.min(2, parts.size()), parts.size()));
            case "cache" -> new Cache(parts.get(1));
            default -> new Plain(text);
        };
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /// Whether a location is on another machine, to be reached by HTTP.
    public static boolean isUrl(String location) {
        var lower = location.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }
}
