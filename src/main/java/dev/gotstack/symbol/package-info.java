/// Names for addresses: images, PDBs, ISF files, and the stores they are found in.
@NullMarked
package dev.gotstack.symbol;

import org.jspecify.annotations.NullMarked;
