package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MappedFile;
import dev.gotstack.symbol.PdbReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/// Which build a PDB belongs to.
///
/// @param guid from the PDB info stream
/// @param timeDateStamp seconds since 1970, from there too; identifies PDBs of NB10 images
/// @param dbiAge from the debug information stream; what images and symbol stores mean. -1 if that stream is missing
/// @param infoAge from the PDB info stream; higher when the PDB was rewritten after linking
public record PdbIdentity(UUID guid, long timeDateStamp, long dbiAge, long infoAge) {

    /// Reads the identity of a PDB and nothing else: some hundred bytes of a file of any size.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws dev.gotstack.io.MalformedFileException if it is no PDB of this format, or its directory is damaged
    public static PdbIdentity read(Path path) throws IOException {
        try (var file = MappedFile.open(path)) {
            var msf = Msf.open(file);
            var none = new Bytes(file.name(), new byte[0]);
            var info = InfoStream.identity(
                    msf.start(InfoStream.STREAM, InfoStream.IDENTITY_SIZE).orElse(none));
            var dbi = msf.start(DbiStream.STREAM, DbiStream.AGE_END).orElse(none);
            return new PdbIdentity(info.guid(), info.timeDateStamp(), DbiStream.age(dbi), info.age());
        }
    }

    /// The age to compare with an image's.
    public long age() {
        return dbiAge >= 0 ? dbiAge : infoAge;
    }

    /// Whether this is the PDB an image was linked with.
    public boolean matches(PdbReference wanted) {
        return sameBuild(wanted) && age() == wanted.age();
    }

    /// The same, but for the age.
    public boolean sameBuild(PdbReference wanted) {
        return wanted.guid() == null ? wanted.timeDateStamp() == timeDateStamp : guid.equals(wanted.guid());
    }

    /// As a reference, in the terms of `wanted`: for messages that compare the two.
    public String describeLike(PdbReference wanted) {
        return new PdbReference(wanted.guid() == null ? null : guid, timeDateStamp, age(), "").describe();
    }
}
