/// The processor's view: registers, selectors, descriptors, task-state segments and the task states they hold.
@NullMarked
package dev.gotstack.x86;

import org.jspecify.annotations.NullMarked;
