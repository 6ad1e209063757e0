package dev.gotstack.ui.control;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where this program keeps files of its user.
public final class UserFolder {
    private UserFolder() {}

    /// The folder on this machine; it need not exist.
    public static Path here() {
        return of(
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", "")),
                name -> System.getenv(name));
    }

    /// By the habits of a system: `$XDG_CONFIG_HOME/gotstack`, `%APPDATA%\Gotstack`, `~/Library/Application
    /// Support/Gotstack`.
    ///
    /// @param variables the environment: null for what is not set
    static Path of(String system, Path home, UnaryOperator<@Nullable String> variables) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.contains("windows")) {
            var roaming = variables.apply("APPDATA");
            return roaming != null && !roaming.isBlank()
                    ? Path.of(roaming, "Gotstack")
                    : home.resolve("AppData").resolve("Roaming").resolve("Gotstack");
        }
        if (name.contains("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Gotstack");
        }
        var config = variables.apply("XDG_CONFIG_HOME");
        // By the XDG specification a relative path is to be ignored.
        return (config != null && config.startsWith("/") ? Path.of(config) : home.resolve(".config"))
                .resolve("gotstack");
    }
}
