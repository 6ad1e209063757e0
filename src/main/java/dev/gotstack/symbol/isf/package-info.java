/// Volatility's intermediate symbol format (ISF): JSON made from a PDB, often xz-compressed.
@NullMarked
package dev.gotstack.symbol.isf;

import org.jspecify.annotations.NullMarked;
