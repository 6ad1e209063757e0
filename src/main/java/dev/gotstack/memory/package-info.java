/// Physical memory, address spaces and page tables. This floor says *that* and *why* a byte is missing; what the hole
/// means (a guard page, say) is known further up.
@NullMarked
package dev.gotstack.memory;

import org.jspecify.annotations.NullMarked;
