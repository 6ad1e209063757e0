/// Colours and fonts, light and dark.
@NullMarked
package dev.gotstack.ui.theme;

import org.jspecify.annotations.NullMarked;
