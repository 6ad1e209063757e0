/// Finding bytes anywhere in a file, as fast as memory can be read.
@NullMarked
package dev.gotstack.io.search;

import org.jspecify.annotations.NullMarked;
