/// Gotstack: a desktop explorer for Windows kernel crash dumps.
@NullMarked
package dev.gotstack;

import org.jspecify.annotations.NullMarked;
