package dev.gotstack.disasm;

import org.jspecify.annotations.Nullable;

/// The memory operand that ModRM, SIB and displacement bytes describe.
final class AddressForm {
    /// Base and index of the eight 16-bit forms.
    private static final Register[] BASE_16 = {
        Register.BX, Register.BX, Register.BP, Register.BP, Register.SI, Register.DI, Register.BP, Register.BX
    };
    private static final @Nullable Register[] INDEX_16 = {
        Register.SI, Register.DI, Register.SI, Register.DI, null, null, null, null
    };
    private static final int SIB = 4;
    private static final int NO_INDEX = 4;
    private static final int NO_BASE = 5;
    private static final int DISPLACEMENT_16 = 6;

    private final Decoding decoding;
    private final int mod;
    private final int rm;
    private final int addressSize;

    AddressForm(Decoding decoding, int modRm, int addressSize) {
        this.decoding = decoding;
        this.mod = modRm >> 6;
        this.rm = modRm & 7;
        this.addressSize = addressSize;
    }

    /// Reads the SIB byte and the displacement; the operand's size is 0.
    Operand.Memory memory() {
        return addressSize == 2 ? memory16() : rm == SIB ? indexed() : plain();
    }

    private Operand.Memory memory16() {
        if (mod == 0 && rm == DISPLACEMENT_16) {
            return memory(null, null, 1, decoding.signed(2));
        }
        return memory(BASE_16[rm], INDEX_16[rm], 1, displacement(2));
    }

    private Operand.Memory plain() {
        if (mod == 0 && rm == NO_BASE) {
            long displacement = decoding.signed(4);
            Register pointer = addressSize == 8 ? Register.RIP : Register.EIP;
            return memory(decoding.isLong() ? pointer : null, null, 1, displacement);
        }
        return memory(Register.general(decoding.extendBase(rm), addressSize, true), null, 1, displacement(4));
    }

    private Operand.Memory indexed() {
        int sib = decoding.next();
        int indexNumber = decoding.extendIndex(sib >> 3 & 7);
        int baseNumber = sib & 7;
        Register index = indexNumber == NO_INDEX ? null : Register.general(indexNumber, addressSize, true);
        int scale = index == null ? 1 : 1 << (sib >> 6);
        if (mod == 0 && baseNumber == NO_BASE) {
            return memory(null, index, scale, decoding.signed(4));
        }
        Register base = Register.general(decoding.extendBase(baseNumber), addressSize, true);
        return memory(base, index, scale, displacement(4));
    }

    private long displacement(int fullSize) {
        return switch (mod) {
            case 0 -> 0;
            case 1 -> decoding.signed(1);
            default -> decoding.signed(fullSize);
        };
    }

    private Operand.Memory memory(@Nullable Register base, @Nullable Register index, int scale, long displacement) {
        Register override = decoding.segmentOverride();
        Register segment = override == null ? defaultSegment(base) : override;
        boolean absolute = base == null && index == null;
        long offset = absolute ? Truncation.unsigned(displacement, addressSize) : displacement;
        return new Operand.Memory(0, segment, override != null, base, index, scale, offset, addressSize);
    }

    private static Register defaultSegment(@Nullable Register base) {
        boolean onStack =
                base != null && base.kind() == Register.Kind.GENERAL && (base.number() == 4 || base.number() == 5);
        return onStack ? Register.SS : Register.DS;
    }
}
