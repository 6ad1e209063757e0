/// What was found, in sentences, with the evidence.
@NullMarked
package dev.gotstack.ui.summary;

import org.jspecify.annotations.NullMarked;
