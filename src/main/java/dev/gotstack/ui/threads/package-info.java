/// Processes and their threads.
@NullMarked
package dev.gotstack.ui.threads;

import org.jspecify.annotations.NullMarked;
