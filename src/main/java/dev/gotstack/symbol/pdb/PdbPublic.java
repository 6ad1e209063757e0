package dev.gotstack.symbol.pdb;

/// A public (S_PUB32): a name the linker gave an address.
///
/// @param segment number of the image's section, from 1; a number above the last means an absolute value
/// @param offset bytes from the section's start
/// @param flags 1 code, 2 function, 4 managed, 8 MSIL
/// @param name as the linker knows it
public record PdbPublic(int segment, long offset, long flags, String name) {

    public boolean function() {
        return (flags & 3) != 0;
    }
}
