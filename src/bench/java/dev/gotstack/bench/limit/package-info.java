/// Figures beside what the machine can do: the product's and a C program's, in turns, in one run.
@NullMarked
package dev.gotstack.bench.limit;

import org.jspecify.annotations.NullMarked;
