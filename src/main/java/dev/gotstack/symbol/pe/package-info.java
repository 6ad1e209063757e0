/// Windows images (Portable Executable), as files and as they lie in dumped memory.
@NullMarked
package dev.gotstack.symbol.pe;

import org.jspecify.annotations.NullMarked;
