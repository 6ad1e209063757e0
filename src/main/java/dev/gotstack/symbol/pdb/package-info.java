/// Program databases (PDB, container MSF 7.00): symbols, types and x86 frame data.
@NullMarked
package dev.gotstack.symbol.pdb;

import org.jspecify.annotations.NullMarked;
