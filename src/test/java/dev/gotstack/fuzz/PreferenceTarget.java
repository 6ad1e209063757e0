package dev.gotstack.fuzz;

import dev.gotstack.symbol.SymbolOptions;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.RecentFiles;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.session.SessionPlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// What the settings hold, as it is after somebody has edited them: paths of symbols, recent files, numbers.
final class PreferenceTarget implements Target {
    private static final List<String> TEXTS = List.of(
            "srv*/none/cache*https://localhost:1/symbols\n/none/pdbs",
            "cache*/none/c\nsrv*\\\\server\\share",
            "symsrv*symsrv.dll*/none/a*/none/b\n.",
            "/none/a.dmp\n/none/b.dmp\n",
            "10",
            "1.25",
            "true",
            "theme=DARK\nzoom=1.25\nrecent=/none/a.dmp\\n/none/b.dmp\\n\n# a remark\nsymbols.path=srv*\\u0041\n");
    private static final List<String> KEYS = List.of(
            "recent", "recent.count", Preference.THEME, Preference.ZOOM, Preference.SESSIONS, Preference.SYMBOLS);

    private final Path file;

    PreferenceTarget(Path folder) throws IOException {
        this.file = Files.createTempDirectory(folder, "settings-").resolve("settings.properties");
    }

    @Override
    public String name() {
        return "preferences";
    }

    @Override
    public List<Specimen> specimens() {
        return TEXTS.stream()
                .map(text -> Specimen.of(text, text.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of(
                "*",
                ";",
                "\n",
                "srv*",
                "cache*",
                "symsrv*",
                "http://",
                "https://",
                "file:///",
                "\u0000",
                "..",
                "/",
                "\\",
                "NaN",
                "1e999",
                "-1",
                "99999999999999999999",
                "\"",
                "%",
                "~",
                " ",
                "\ud83d\ude00");
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        if (random.nextBoolean()) {
            stored(input);
            return;
        }
        var text = new String(input, StandardCharsets.UTF_8);
        var settings = Settings.inMemory();
        for (var key : List.of(
                "recent",
                "recent.count",
                Preference.ZOOM,
                Preference.SESSIONS,
                Preference.BESIDE,
                Preference.SYMBOLS)) {
            settings.put(key, text);
        }
        var recent = new RecentFiles(settings);
        int most = recent.count();
        Expect.that(most >= 0 && most <= RecentFiles.MOST, "more recent files than there may be");
        recent.add(Path.of("/none/c.dmp"));
        Expect.that(recent.all().size() <= most, "more recent files than wanted");
        Expect.that(most == 0 || recent.all().getFirst().equals(Path.of("/none/c.dmp")), "the last is not the first");
        recent.keep(random.nextInt(40));
        Expect.that(Double.isFinite(settings.number(Preference.ZOOM, 1)), "no number");
        SessionPlaces.of(Path.of("/none/a.dmp"), settings);
        var places = Preference.symbolPath(settings);
        Expect.that(places.stream().noneMatch(String::isBlank), "an empty place");
        SymbolStore.of(List.of(), places, SymbolOptions.withServers(false)).notes();
    }

    /// The file itself: what it says is kept when something is added to it.
    private void stored(byte[] input) throws IOException {
        Files.write(file, input);
        var settings = Settings.in(file);
        var before = KEYS.stream().map(key -> settings.get(key, "")).toList();
        settings.put("added", "yes");
        settings.flush();
        var again = Settings.in(file);
        Expect.that(KEYS.stream().map(key -> again.get(key, "")).toList().equals(before), "storing changes settings");
        Expect.that(again.get("added", "").equals("yes"), "what was stored is not there");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(java.util.Objects.requireNonNull(file.getParent()));
    }
}
