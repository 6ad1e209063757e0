/// Structure layouts as data, and the one reader that reads structures through them.
@NullMarked
package dev.gotstack.layout;

import org.jspecify.annotations.NullMarked;
