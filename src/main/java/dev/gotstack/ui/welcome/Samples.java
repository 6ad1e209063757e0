package dev.gotstack.ui.welcome;

import dev.gotstack.ui.control.UiText;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The sample dumps that come with the program.
public final class Samples {
    private static final Path FOLDER = Path.of("dumps-sample");
    private static final String ARTICLE = "article-x86";
    private static final int LEVELS = 4;

    private static final List<String> OTHERS = List.of(
            "overflow-x64", "overflow-x86-store", "stack-x86-filters", "stack-x86-traps", "doublefault-x86-esp-bit");

    private Samples() {}

    /// The dump of the article, if it is there.
    public static Optional<Path> article() {
        return home().map(home -> dump(home, ARTICLE)).filter(Files::isRegularFile);
    }

    /// Other samples that are there, with what each shows.
    static Map<Path, String> others() {
        var found = new LinkedHashMap<Path, String>();
        home().ifPresent(home -> OTHERS.forEach(name -> {
            if (Files.isRegularFile(dump(home, name))) {
                found.put(dump(home, name), UiText.of("sample." + name));
            }
        }));
        return found;
    }

    private static Path dump(Path home, String name) {
        return home.resolve(FOLDER).resolve(name).resolve(name + ".dmp");
    }

    /// Where the samples lie: where the program is run from, where it says it is installed, or above its own code.
    private static Optional<Path> home() {
        var installed = System.getProperty("gotstack.home", "");
        return Stream.concat(Stream.of(Path.of(""), Path.of(installed)).map(Path::toAbsolutePath), aboveCode())
                .filter(folder -> Files.isRegularFile(dump(folder, ARTICLE)))
                .findFirst();
    }

    private static Stream<Path> aboveCode() {
        try {
            var source = Samples.class.getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                return Stream.empty();
            }
            return Stream.iterate(Path.of(source.getLocation().toURI()), folder -> folder != null, Path::getParent)
                    .limit(LEVELS);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Stream.empty(); // code that comes from elsewhere has no samples beside it
        }
    }
}
