/// What Windows keeps in kernel memory: processors, threads, processes, modules, trap frames, kernel stacks and their
/// guard pages. Source of all layouts: `assets/layouts`, or the kernel's own symbols.
@NullMarked
package dev.gotstack.windows;

import org.jspecify.annotations.NullMarked;
