/// The film strip: what the processor did, step by step.
@NullMarked
package dev.gotstack.ui.task;

import org.jspecify.annotations.NullMarked;
