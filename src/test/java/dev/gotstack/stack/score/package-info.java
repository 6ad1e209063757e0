/// Rebuilt stacks measured against the processor's own instruction trace, beside other ways of walking.
@NullMarked
package dev.gotstack.stack.score;

import org.jspecify.annotations.NullMarked;
