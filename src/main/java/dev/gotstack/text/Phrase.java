package dev.gotstack.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A sentence or a label that is not spelled yet: the key of a text in `assets/texts/analysis.properties`, and what
/// stands in it. What is found out about a dump is said in phrases: commands print them in English, the window and
/// reports show them in the user's language, and what nobody reads costs no text.
///
/// Phrases with the same key and values are equal, whatever their texts are.
///
/// @param key the text's key; for what has none, a sign of what it is
/// @param values what stands for `{0}`, `{1}` …: numbers (quantities, which are grouped), phrases, and strings (data:
///     addresses, symbols, names)
public record Phrase(String key, List<Object> values) {
    private static final String DATA = "";
    private static final String CAPITAL = "A";

    /// Nothing to be said.
    public static final Phrase NONE = data("");

    private static final Messages TEXTS = new Messages("analysis");

    public Phrase {
        values = List.copyOf(values);
    }

    /// A text, spelled when it is asked for.
    ///
    /// @param values numbers, phrases or strings
    public static Phrase of(String key, Object... values) {
        return new Phrase(key, Arrays.asList(values));
    }

    /// What is the same in every language: a symbol, a name, a message about a malformed file.
    public static Phrase data(String text) {
        return new Phrase(DATA, List.of(text));
    }

    /// The same with a capital letter, as it begins a line.
    public Phrase capitalised() {
        return new Phrase(CAPITAL, List.of(this));
    }

    /// `a`, `a and b`, `a, b and c`
    ///
    /// @param items phrases or data
    public static Phrase list(List<?> items) {
        if (items.isEmpty()) {
            return NONE;
        }
        var last = phrase(items.getLast());
        if (items.size() == 1) {
            return last;
        }
        var before = phrase(items.getFirst());
        for (var item : items.subList(1, items.size() - 1)) {
            before = of("list.next", before, item);
        }
        return of("list.last", before, last);
    }

    private static Phrase phrase(Object item) {
        return item instanceof Phrase phrase ? phrase : data(item.toString());
    }

    /// As commands print it, wherever they run: in English, with figures as debuggers write them.
    public String english() {
        return spelled(TEXTS::english, Phrase::english);
    }

    /// As people read it: in the user's language.
    public String local() {
        return spelled(TEXTS::get, Phrase::local);
    }

    /// A way of looking a text up.
    private interface Texts {
        String get(String key, Object... values);
    }

    private String spelled(Texts texts, Function<Phrase, String> spelling) {
        return switch (key) {
            case DATA -> values.getFirst().toString();
            case CAPITAL -> capitalised(spelling.apply(phrase(values.getFirst())));
            default -> texts.get(key, values.toArray());
        };
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    public boolean isEmpty() {
        return key.equals(DATA) && values.getFirst().equals("");
    }

    /// The same as [#english()], for what commands put together and for logs.
    @Override
    public String toString() {
        return english();
    }
}
