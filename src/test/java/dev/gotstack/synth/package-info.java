/// Test inputs written byte by byte from the formats' descriptions. They share no layout with the product, so that a
/// wrong offset there cannot agree with itself here.
@NullMarked
package dev.gotstack.synth;

import org.jspecify.annotations.NullMarked;
