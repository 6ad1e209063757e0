/// Tests that what people read is text in `assets/texts`, and that these texts fit the code.
@NullMarked
package dev.gotstack.text;

import org.jspecify.annotations.NullMarked;
