package dev.gotstack.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/// Finds the texts of a language. Only languages that `assets/texts/languages` names are looked for: a file that is not
/// there is looked for in every jar of the class path, and that would take a tenth of the program's start.
final class Languages extends ResourceBundle.Control {
    static final ResourceBundle.Control CONTROL = new Languages();

    private static final String NAMES = "/texts/languages";

    private Languages() {}

    @Override
    public List<String> getFormats(String bundle) {
        return FORMAT_PROPERTIES;
    }

    /// Texts are in the language that is asked for, or in English.
    @Override
    @SuppressWarnings("NullAway") // null is how the interface says that there is none
    public Locale getFallbackLocale(String bundle, Locale locale) {
        return null;
    }

    @Override
    public List<Locale> getCandidateLocales(String bundle, Locale locale) {
        var there = names();
        return super.getCandidateLocales(bundle, locale).stream()
                .filter(one -> one.equals(Locale.ROOT) || there.contains(ending(bundle, one)))
                .toList();
    }

    private String ending(String bundle, Locale locale) {
        return toBundleName(bundle, locale).substring(bundle.length() + 1);
    }

    private static Set<String> names() {
        try (var in = Languages.class.getResourceAsStream(NAMES)) {
            return in == null
                    ? Set.of()
                    : Set.copyOf(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
