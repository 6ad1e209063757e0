/// Writers of test inputs, byte by byte. They share no layout with the product.
@NullMarked
package dev.gotstack.symbol.synth;

import org.jspecify.annotations.NullMarked;
