/// What packages are made from.
@NullMarked
package dev.gotstack.packaging;

import org.jspecify.annotations.NullMarked;
