/// The stack drawn as a ruler, and who takes how much of it.
@NullMarked
package dev.gotstack.ui.chart;

import org.jspecify.annotations.NullMarked;
