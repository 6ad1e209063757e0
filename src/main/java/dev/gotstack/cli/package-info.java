/// The command line. The only place that prints.
@NullMarked
package dev.gotstack.cli;

import org.jspecify.annotations.NullMarked;
