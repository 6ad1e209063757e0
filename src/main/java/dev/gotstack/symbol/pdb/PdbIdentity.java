package dev.gotstack.symbol.pdb;

import dev.gotstack.symbol.PdbReference;
import java.util.UUID;

/// Which build a PDB belongs to.
///
/// @param guid from the PDB info stream
/// @param timeDateStamp seconds since 1970, from there too; identifies PDBs of NB10 images
/// @param dbiAge from the debug information stream; what images and symbol stores mean. -1 if that stream is missing
/// @param infoAge from the PDB info stream; higher when the PDB was rewritten after linking
public record PdbIdentity(UUID guid, long timeDateStamp, long dbiAge, long infoAge) {

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
