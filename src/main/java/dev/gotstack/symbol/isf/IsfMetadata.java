package dev.gotstack.symbol.isf;

import dev.gotstack.symbol.pdb.PdbIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which PDB an ISF file was made from.
///
/// @param identity GUID and age of that PDB
/// @param database its file name. Untrusted
/// @param machine IMAGE_FILE_MACHINE, 0 if not stated
public record IsfMetadata(PdbIdentity identity, String database, int machine) {
    private static final String PATH = "metadata.windows.pdb";
    private static final int GUID_DIGITS = 32;
    /// ISF files do not state the time that NB10 images ask for; no image asks for this one.
    private static final long NO_TIME = -1;

    /// Reads the metadata and nothing after it. They are looked for in the first megabytes only.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws MalformedFileException if it is no ISF file of a Windows PDB
    public static IsfMetadata read(Path path) throws IOException {
        try (var json = JsonCursor.glance(path)) {
            json.enterObject("ISF");
            for (var part = json.nextField(); part != null; part = json.nextField()) {
                if (part.equals("metadata")) {
                    return read(json);
                }
                if (!IsfReader.PARTS.contains(part)) {
                    throw json.unexpected("ISF", "metadata, base_types, user_types, enums or symbols", part);
                }
                json.skip();
            }
            throw json.unexpected(PATH, "GUID and age", "no metadata");
        }
    }

    /// Reads the value of `metadata`.
    static IsfMetadata read(JsonCursor json) {
        var found = new Found();
        json.eachField(part -> {
            if (part.equals("windows")) {
                json.eachField(kind -> {
                    if (kind.equals("pdb")) {
                        json.eachField(name -> found.take(json, name));
                    }
                });
            }
        });
        var guid = guid(found.guid);
        if (guid == null || found.age < 0) {
            throw json.unexpected(PATH, "GUID and age", "'" + shortened(found.guid) + "' and " + found.age);
        }
        return new IsfMetadata(
                new PdbIdentity(guid, NO_TIME, found.age, found.age), found.database, (int) found.machine & 0xffff);
    }

    private static final class Found {
        private String guid = "";
        private String database = "";
        private long age = -1;
        private long machine;

        void take(JsonCursor json, String name) {
            switch (name) {
                case "GUID" -> guid = json.text("");
                case "database" -> database = json.text("");
                case "age" -> age = json.number(-1);
                case "machine_type" -> machine = json.number(0);
                default -> json.skip();
            }
        }
    }

    private static @Nullable UUID guid(String text) {
        var digits = text.replace("-", "");
        if (digits.length() != GUID_DIGITS || digits.chars().anyMatch(c -> Character.digit(c, 16) < 0)) {
            return null;
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    private static String shortened(String text) {
        return text.length() <= GUID_DIGITS ? text : text.substring(0, GUID_DIGITS) + "…";
    }
}
