/// Memory as hex, drawn on a canvas.
@NullMarked
package dev.gotstack.ui.memory;

import org.jspecify.annotations.NullMarked;
