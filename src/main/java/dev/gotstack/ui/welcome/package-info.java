/// What the window shows before a dump is open.
@NullMarked
package dev.gotstack.ui.welcome;

import org.jspecify.annotations.NullMarked;
