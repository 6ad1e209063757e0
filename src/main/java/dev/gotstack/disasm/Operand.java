package dev.gotstack.disasm;

import org.jspecify.annotations.Nullable;

/// What an instruction works on, in the order in which it is written: destination first.
public sealed interface Operand {
    record RegisterOperand(Register register) implements Operand {}

    /// Memory at `segment:[base + index × scale + displacement]`, computed modulo the address size.
    ///
    /// @param size bytes accessed; 0 when the operand is an address only (`lea`, `invlpg`, `prefetch`) or an
    /// area whose size the processor's configuration determines (`xsave`)
    /// @param segment the effective segment register; in 64-bit mode only `fs` and `gs` have a base
    /// @param segmentOverridden whether a prefix chose the segment
    /// @param base null when there is none; `rip` or `eip` when relative to the end of the instruction
    /// @param index null when there is none; `al` for `xlat`
    /// @param scale 1, 2, 4 or 8
    /// @param displacement sign-extended when there is a base or an index, else the offset, zero-extended
    /// @param addressSize bytes of the computed offset: 2, 4 or 8
    record Memory(
            int size,
            Register segment,
            boolean segmentOverridden,
            @Nullable Register base,
            @Nullable Register index,
            int scale,
            long displacement,
            int addressSize)
            implements Operand {
        public boolean isRipRelative() {
            return base != null && base.kind() == Register.Kind.INSTRUCTION_POINTER;
        }

        /// Whether the offset is `displacement` alone.
        public boolean isAbsolute() {
            return base == null && index == null;
        }

        Memory at(long newDisplacement, int newSize) {
            return new Memory(newSize, segment, segmentOverridden, base, index, scale, newDisplacement, addressSize);
        }
    }

    /// A constant in the instruction.
    ///
    /// @param value sign-extended from `size`, so `-1` for `push 0FFFFFFFFh`
    /// @param size bytes of the operation it takes part in, not of its encoding: 4 for `add esp,10h`
    record Immediate(long value, int size) implements Operand {
        /// The value as written, zero-extended from `size`.
        public long unsigned() {
            return Truncation.unsigned(value, size);
        }
    }

    /// A near branch's target: the address of the next instruction plus `displacement`. [Instruction#target]
    /// computes it.
    record Relative(long displacement) implements Operand {}

    /// A far branch's target.
    ///
    /// @param selector 16 bits
    /// @param offset zero-extended
    /// @param offsetSize 2 or 4
    record FarPointer(int selector, long offset, int offsetSize) implements Operand {}
}
