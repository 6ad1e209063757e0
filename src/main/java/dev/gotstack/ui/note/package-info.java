/// Cards for notes and bookmarks.
@NullMarked
package dev.gotstack.ui.note;

import org.jspecify.annotations.NullMarked;
