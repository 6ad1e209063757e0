/// The window is tried as users use it: with mouse and keys, on the headless platform.
@NullMarked
package dev.gotstack.ui;

import org.jspecify.annotations.NullMarked;
