package dev.gotstack.text;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The texts of one part of the program, from `assets/texts`: a properties file in UTF-8 a part and language.
///
/// A text with parameters is a [MessageFormat] pattern, with one difference: an apostrophe is an apostrophe and need
// not
/// be doubled, so that text reads as it is shown. (Braces can therefore not be quoted; no text has any.)
public final class Messages {
    private final String bundle;
    private volatile @Nullable Known known;
    private volatile @Nullable Known english;

    /// What was found for a locale last. [ResourceBundle] would put the names of files together for each text.
    private record Known(Locale locale, ResourceBundle texts) {}

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
    public String english(String key, Object... values) {
        return get(Locale.ROOT, Locale.ROOT, key, spelled(Phrase::english, values));
    }

    private static Object[] spelled(Function<Phrase, String> spelling, Object... values) {
        var spelled = values.clone();
        Arrays.setAll(spelled, i -> values[i] instanceof Phrase phrase ? spelling.apply(phrase) : values[i]);
        return spelled;
    }

    private String get(Locale language, Locale figures, String key, Object... values) {
        try {
            var text = texts(language).getString(key);
            return values.length == 0 ? text : format(text, figures, values);
        } catch (MissingResourceException e) {
            assert false : "no text in " + bundle + " for " + key;
            return key;
        }
    }

    /// A text without values that there need not be.
    public Optional<String> find(String key) {
        var texts = texts(Locale.getDefault(Locale.Category.DISPLAY));
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }

    private ResourceBundle texts(Locale locale) {
        var last = locale.equals(Locale.ROOT) ? english : known;
        if (last == null || !last.locale().equals(locale)) {
            last = new Known(locale, ResourceBundle.getBundle(bundle, locale, Languages.CONTROL));
            if (locale.equals(Locale.ROOT)) {
                english = last;
            } else {
                known = last;
            }
        }
        return last.texts();
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
