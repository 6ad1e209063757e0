package dev.gotstack.ui;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// A language that is made up: every text of the program between brackets and a third longer, so that what was not
/// translated, and what has no room to be, can be seen.
final class PseudoLanguage {
    static final String BEGIN = "⟦";
    private static final String END = "⟧";
    private static final String TAG = "qps";
    private static final double LONGER = 0.3;

    private PseudoLanguage() {}

    /// Writes the texts where the program finds them, beside the tests' classes, and speaks the language.
    static void speak() throws IOException, URISyntaxException {
        var classes = Path.of(PseudoLanguage.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var folder = Files.createDirectories(classes.resolve("texts"));
        var english = Path.of(System.getProperty("gotstack.root", ""), "assets", "texts");
        Files.writeString(folder.resolve("languages"), TAG);
        for (var part : List.of("ui", "model", "report", "analysis", "values")) {
            var texts = new Properties();
            try (var in = Files.newBufferedReader(english.resolve(part + ".properties"))) {
                texts.load(in);
            }
            texts.replaceAll((key, text) -> isForPrograms((String) key) ? text : longer((String) text));
            try (var out = Files.newBufferedWriter(folder.resolve(part + "_" + TAG + ".properties"))) {
                texts.store(out, null);
            }
        }
        Locale.setDefault(Locale.Category.DISPLAY, Locale.of(TAG));
    }

    static void speakEnglish() {
        Locale.setDefault(Locale.US);
    }

    private static boolean isForPrograms(String key) {
        return key.startsWith("date.") || key.equals("language");
    }

    private static String longer(String text) {
        var more = new StringBuilder();
        while (more.length() < text.length() * LONGER) {
            more.append(more.length() % 8 == 0 ? ' ' : '~');
        }
        return BEGIN + text + more + END;
    }
}
