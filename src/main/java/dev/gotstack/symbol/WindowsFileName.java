package dev.gotstack.symbol;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// File names out of images and dumps. Their directories, drives and servers are never followed: only the last
/// component is used, and only if no system could take it for anything but a plain file in the directory we chose.
public final class WindowsFileName {
    private static final int LONGEST = 255;
    private static final String FORBIDDEN = "<>:\"|?*/\\";
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
            "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "CONIN$", "CONOUT$");

    private WindowsFileName() {}

    /// The part of a Windows path or URL after the last separator; empty if that is no plain file name.
    public static Optional<String> lastComponent(String path) {
        int end = Math.max(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')), path.lastIndexOf(':'));
        var name = path.substring(end + 1);
        return harmless(name) ? Optional.of(name) : Optional.empty();
    }

    /// `name` without its extension: `stackhog` of `stackhog.sys`.
    public static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static boolean harmless(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.startsWith(".")) {
            return false;
        }
        // Windows drops trailing dots and spaces: "x.pdb." would be another file than the one checked.
        char last = name.charAt(name.length() - 1);
        if (last == '.' || Character.isWhitespace(last)) {
            return false;
        }
        return name.chars().noneMatch(c -> Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0)
                && !DEVICES.contains(stem(name).toUpperCase(Locale.ROOT));
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    }
}
