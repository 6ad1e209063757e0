/// What the program does by default, to be changed.
@NullMarked
package dev.gotstack.ui.preferences;

import org.jspecify.annotations.NullMarked;
