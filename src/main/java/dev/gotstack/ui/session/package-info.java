/// What is kept of the work on a dump from one run to the next: notes, bookmarks, corrections, where one looked.
@NullMarked
package dev.gotstack.ui.session;

import org.jspecify.annotations.NullMarked;
