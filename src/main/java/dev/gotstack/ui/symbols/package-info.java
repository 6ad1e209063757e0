/// What panes that show addresses have in common: what a place in memory is called and why it is missing, the
/// monospaced font, text with links, and the empty state.
@NullMarked
package dev.gotstack.ui.symbols;

import org.jspecify.annotations.NullMarked;
