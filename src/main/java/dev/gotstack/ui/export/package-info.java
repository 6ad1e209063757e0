/// The dialog that shows what a report will say before it leaves the machine, and writes it.
@NullMarked
package dev.gotstack.ui.export;

import org.jspecify.annotations.NullMarked;
