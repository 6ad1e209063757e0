/// Call stacks: what a debugger shows, and what really lies there, with evidence for every frame and an owner for every
/// byte.
@NullMarked
package dev.gotstack.stack;

import org.jspecify.annotations.NullMarked;
