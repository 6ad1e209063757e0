/// Benchmarks (JMH). Compare figures of one run only: machines differ and are noisy.
@NullMarked
package dev.gotstack.bench;

import org.jspecify.annotations.NullMarked;
