/// The command window.
@NullMarked
package dev.gotstack.ui.console;

import org.jspecify.annotations.NullMarked;
