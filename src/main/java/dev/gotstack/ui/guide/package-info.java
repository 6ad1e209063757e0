/// Explanations and the guided tour: a card that leaves the panes in view and moves them.
@NullMarked
package dev.gotstack.ui.guide;

import org.jspecify.annotations.NullMarked;
