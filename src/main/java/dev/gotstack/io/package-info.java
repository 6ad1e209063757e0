/// Memory-mapped little-endian files, bounds-checked reading, the one error family, progress, and whole-or-nothing
/// writing.
@NullMarked
package dev.gotstack.io;

import org.jspecify.annotations.NullMarked;
