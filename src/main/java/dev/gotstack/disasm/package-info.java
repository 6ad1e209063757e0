/// Instruction decoding: bytes in, operands and effects out, as data. This floor knows bytes only; addresses,
/// values and symbols are resolved further up.
@NullMarked
package dev.gotstack.disasm;

import org.jspecify.annotations.NullMarked;
