/// Call stacks: what lies on the stack, and what a debugger shows of it.
@NullMarked
package dev.gotstack.ui.stack;

import org.jspecify.annotations.NullMarked;
