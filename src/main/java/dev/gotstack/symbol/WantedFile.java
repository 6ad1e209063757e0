package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.symbol.pdb.PdbIdentity;
import dev.gotstack.symbol.pe.PeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file as symbol stores hold it: `name/KEY/name`.
///
/// @param name a harmless file name
/// @param key which build: hexadecimal digits
/// @param start the first characters of any such file
/// @param check tells whether a file is the wanted one
record WantedFile(String name, String key, String start, Check check) {
    private static final String PDB_START = "Microsoft C/C++";
    private static final String IMAGE_START = "MZ";

    /// Looks into a file.
    @FunctionalInterface
    interface Check {
        /// Why a file is not the wanted one, null if it is.
        @Nullable
        String objection(Path file) throws IOException;
    }

    /// The PDB an image was linked with; empty if its name is not one to use.
    static Optional<WantedFile> pdb(PdbReference wanted) {
        return wanted.fileName()
                .map(name -> new WantedFile(name, wanted.storeKey(), PDB_START, file -> {
                    var found = PdbIdentity.read(file);
                    return found.matches(wanted)
                            ? null
                            : "is of " + found.describeLike(wanted) + ", wanted " + wanted.describe();
                }));
    }

    /// The file of an image.
    static WantedFile image(String name, ImageBuild wanted) {
        return new WantedFile(name, wanted.storeKey(), IMAGE_START, file -> {
            try (var mapped = MappedFile.open(file)) {
                var found = ImageBuild.of(PeImage.file(mapped));
                return found.equals(wanted) ? null : "is of " + found.describe() + ", wanted " + wanted.describe();
            }
        });
    }

    /// What stores call the file where they hold it in a cabinet: `name.pd_`.
    String packedName() {
        return name.substring(0, name.length() - 1) + "_";
    }

    /// Why a file is not the wanted one, null if it is. A file that cannot be read is not.
    @Nullable
    String objectionTo(Path file) {
        try {
            return check.objection(file);
        } catch (IOException e) {
            return String.format(Locale.ROOT, "cannot be read (%s)", e);
        } catch (MalformedFileException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
