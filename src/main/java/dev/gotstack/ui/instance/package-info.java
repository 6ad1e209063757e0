/// One program for each user and display: a second start hands its dumps to the first and ends.
@NullMarked
package dev.gotstack.ui.instance;

import org.jspecify.annotations.NullMarked;
