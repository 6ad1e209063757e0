package dev.gotstack.ui.control;

import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.prefs.BackingStoreException;
import java.util.prefs.Preferences;
import org.jspecify.annotations.Nullable;

/// What the window remembers from one run to the next. Never fails: where nothing can be stored, nothing is remembered
/// beyond this run.
public final class Settings {
    /// Characters that a value may have.
    public static final int LONGEST = Preferences.MAX_VALUE_LENGTH;

    /// Held, for loggers that nobody holds forget their level.
    private static final Logger LIBRARY = Logger.getLogger("java.util.prefs");

    private final Map<String, String> known = new HashMap<>();
    private final @Nullable Preferences store;

    private Settings(@Nullable Preferences store) {
        this.store = store;
    }

    /// Those of the user.
    public static Settings ofUser() {
        // It would print what nobody who double-clicked reads, in a home that cannot be written twice a minute.
        LIBRARY.setLevel(Level.OFF);
        try {
            return new Settings(Preferences.userRoot().node("dev/gotstack"));
        } catch (IllegalStateException | SecurityException e) {
            return new Settings(null);
        }
    }

    /// Forgotten at the end of the run.
    public static Settings inMemory() {
        return new Settings(null);
    }

    /// A value, or `fallback` if none was stored.
    public String get(String key, String fallback) {
        var value = known.get(key);
        if (value != null || store == null) {
            return value == null ? fallback : value;
        }
        try {
            return store.get(key, fallback);
        } catch (IllegalStateException | SecurityException e) {
            return fallback;
        }
    }

    /// A number, or `fallback` if none, or none that makes sense, was stored.
    public double number(String key, double fallback) {
        try {
            double value = Double.parseDouble(get(key, ""));
            return Double.isFinite(value) ? value : fallback;
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    public void put(String key, String value) {
        known.put(key, value);
        try {
            if (store != null && value.length() <= Preferences.MAX_VALUE_LENGTH) {
                store.put(key, value);
            }
        } catch (IllegalStateException | SecurityException e) {
            return; // it is known for this run at least
        }
    }

    /// Writes what was put to where it is kept, if it can be.
    public void flush() {
        try {
            if (store != null) {
                store.flush();
            }
        } catch (BackingStoreException | IllegalStateException | SecurityException e) {
            return; // the next run starts with what was stored before
        }
    }
}
