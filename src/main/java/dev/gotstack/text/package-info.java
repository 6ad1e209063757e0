/// Texts for people, in the user's language, as data outside the code.
@NullMarked
package dev.gotstack.text;

import org.jspecify.annotations.NullMarked;
