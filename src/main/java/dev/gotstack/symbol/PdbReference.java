package dev.gotstack.symbol;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which PDB an image was linked with, as its debug directory says (CodeView record RSDS or NB10).
///
/// @param guid of the PDB; null in NB10 records, which identify by time
/// @param timeDateStamp seconds since 1970, of NB10 records; 0 in RSDS records
/// @param age how often the PDB had been rewritten
/// @param path the PDB's path on the machine that built it: untrusted text, never to be opened
public record PdbReference(@Nullable UUID guid, long timeDateStamp, long age, String path) {

    /// The directory name that symbol stores use: GUID and age, or time and age, as hexadecimal digits.
    public String storeKey() {
        var unique = guid == null
                ? String.format(Locale.ROOT, "%08X", timeDateStamp)
                : guid.toString().replace("-", "").toUpperCase(Locale.ROOT);
        return unique + Long.toHexString(age).toUpperCase(Locale.ROOT);
    }

    /// The last component of the path if it is a harmless file name.
    public Optional<String> fileName() {
        return WindowsFileName.lastComponent(path);
    }

    /// GUID (or time) and age, for messages.
    public String describe() {
        var unique = guid == null ? "time " + Long.toHexString(timeDateStamp) : "GUID " + guid;
        return unique + " age " + age;
    }
}
