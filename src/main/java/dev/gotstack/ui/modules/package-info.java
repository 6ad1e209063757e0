/// The loaded modules.
@NullMarked
package dev.gotstack.ui.modules;

import org.jspecify.annotations.NullMarked;
