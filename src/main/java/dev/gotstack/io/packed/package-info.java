/// Compressed files: cabinets, and the archives in which dumps are sent.
@NullMarked
package dev.gotstack.io.packed;

import org.jspecify.annotations.NullMarked;
