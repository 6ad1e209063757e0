/// Code around the instruction that the window looks at.
@NullMarked
package dev.gotstack.ui.disassembly;

import org.jspecify.annotations.NullMarked;
