/// Feeds damaged inputs to every reader: a seeded mutator that knows nothing of the formats, the readers as targets,
// and
/// a program that runs them for long.
@NullMarked
package dev.gotstack.fuzz;

import org.jspecify.annotations.NullMarked;
