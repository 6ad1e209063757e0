package dev.gotstack.text;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.Function;

/// The texts of one part of the program, from `assets/texts`: a properties file in UTF-8 a part and language.
///
/// A text with parameters is a [MessageFormat] pattern, with one difference: an apostrophe is an apostrophe and need
// not
/// be doubled, so that text reads as it is shown. (Braces can therefore not be quoted; no text has any.)
public final class Messages {
    private static final ResourceBundle.Control PROPERTIES_ONLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final String bundle;

    /// Nothing is read before the first text is asked for.
    ///
    /// @param part name of the file, without language and ending: `ui`
    public Messages(String part) {
        this.bundle = "texts." + part;
    }

    /// A text in the user's language, with numbers as the user's locale writes them.
    ///
    /// @param values what stands for `{0}`, `{1}` …; numbers are grouped, so what is no quantity is given as a string;
    ///     phrases are spelled in the same language
    /// @return the key itself where the text is missing; with assertions on, as in tests, that is an error
    public String get(String key, Object... values) {
        return get(
                Locale.getDefault(Locale.Category.DISPLAY),
                Locale.getDefault(Locale.Category.FORMAT),
                key,
                spelled(Phrase::local, values));
    }

    /// A text in English, with numbers as debuggers group them: the same everywhere.
    ///
    /// @see #get
    String english(String key, Object... values) {
        return get(Locale.ROOT, Locale.ROOT, key, spelled(Phrase::english, values));
    }

    private static Object[] spelled(Function<Phrase, String> spelling, Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof Phrase phrase ? spelling.apply(phrase) : value)
                .toArray();
    }

    private String get(Locale language, Locale figures, String key, Object... values) {
        try {
            var text = ResourceBundle.getBundle(bundle, language, PROPERTIES_ONLY)
                    .getString(key);
            return values.length == 0 ? text : format(text, figures, values);
        } catch (MissingResourceException e) {
            assert false : "no text in " + bundle + " for " + key;
            return key;
        }
    }

    /// A whole number as the user's locale writes it: `12,288`.
    public static String number(long value) {
        return NumberFormat.getIntegerInstance(Locale.getDefault(Locale.Category.FORMAT))
                .format(value);
    }

    private static String format(String text, Locale figures, Object... values) {
        var pattern = text.replace("'", "''");
        return new MessageFormat(pattern, figures).format(values);
    }
}
