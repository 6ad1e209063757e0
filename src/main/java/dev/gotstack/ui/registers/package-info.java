/// The registers of the context, and what they point to.
@NullMarked
package dev.gotstack.ui.registers;

import org.jspecify.annotations.NullMarked;
