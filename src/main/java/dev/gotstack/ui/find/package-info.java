/// Finding text in any pane.
@NullMarked
package dev.gotstack.ui.find;

import org.jspecify.annotations.NullMarked;
