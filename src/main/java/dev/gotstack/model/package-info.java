/// The one observable model that every pane is bound to: analysis, selection, navigation, background work. Knows
/// `javafx.base` only.
@NullMarked
package dev.gotstack.model;

import org.jspecify.annotations.NullMarked;
