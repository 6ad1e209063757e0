package dev.gotstack.ui.session;

import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.UserFolder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where the user wants sessions to be kept.
public final class SessionPlaces {
    private SessionPlaces() {}

    /// The store for a dump: in the user's own folder, unless he asked for another one, or for the dump's own.
    public static SessionStore of(Path dump, Settings settings) {
        var beside = dump.toAbsolutePath().getParent();
        if (settings.get(Preference.BESIDE, "").equals("true") && beside != null) {
            return new SessionStore(beside);
        }
        return new SessionStore(folder(settings.get(Preference.SESSIONS, "")));
    }

    private static Path folder(String wanted) {
        var usual = UserFolder.here().resolve("sessions");
        try {
            return wanted.isBlank() ? usual : Path.of(wanted);
        } catch (InvalidPathException e) {
            return usual; // the preferences show what was typed
        }
    }
}
