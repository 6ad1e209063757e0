package dev.gotstack.disasm;

/// The outer shape of an encoding, found without the decoder: what precedes the opcode, and the opcode.
///
/// @param prefixes legacy prefixes, as characters of these values
/// @param strayRex whether a REX byte is followed by another prefix, so that it does not count
/// @param rex the REX byte that counts, or 0
/// @param map 0 one byte, 1 `0F`, 2 `0F38`, 3 `0F3A`
/// @param opcode the opcode byte
/// @param modRm the byte after it, or 0 at the end
record Encoding(String prefixes, boolean strayRex, int rex, int map, int opcode, int modRm) {
    static Encoding of(byte[] code, Mode mode) {
        StringBuilder prefixes = new StringBuilder();
        boolean strayRex = false;
        int rex = 0;
        int at = 0;
        while (at < code.length) {
            int value = code[at] & 0xFF;
            boolean isRex = mode == Mode.BITS64 && (value & 0xF0) == 0x40;
            boolean isPrefix =
                    switch (value) {
                        case 0x66, 0x67, 0xF0, 0xF2, 0xF3, 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65 -> true;
                        default -> false;
                    };
            if (!isRex && !isPrefix) {
                break;
            }
            strayRex |= rex != 0;
            rex = isRex ? value : 0;
            if (isPrefix) {
                prefixes.append((char) value);
            }
            at++;
        }
        int map = 0;
        int opcode = byteAt(code, at++);
        if (opcode == 0x0F) {
            opcode = byteAt(code, at++);
            map = opcode == 0x38 ? 2 : opcode == 0x3A ? 3 : 1;
            if (map > 1) {
                opcode = byteAt(code, at++);
            }
        }
        return new Encoding(prefixes.toString(), strayRex, rex, map, opcode, byteAt(code, at));
    }

    private static int byteAt(byte[] code, int at) {
        return at < code.length ? code[at] & 0xFF : 0;
    }

    /// Whether 66, F2 or F3 are there, and it would be an instruction without them.
    boolean isReservedPrefix(Mode mode) {
        boolean withoutAny = isInstruction(false, mode);
        boolean withoutRepeat = has(0x66) && repeats() && isInstruction(true, mode);
        return (repeats() || has(0x66)) && (withoutAny || withoutRepeat);
    }

    private boolean isInstruction(boolean sized, Mode mode) {
        byte[] plain = new byte[Decoder.MAX_LENGTH];
        int at = 0;
        if (sized) {
            plain[at++] = 0x66;
        }
        if (rex != 0) {
            plain[at++] = (byte) rex;
        }
        plain[at++] = 0x0F;
        if (map > 1) {
            plain[at++] = (byte) (map == 2 ? 0x38 : 0x3A);
        }
        plain[at++] = (byte) opcode;
        plain[at] = (byte) modRm;
        return !new Decoder().decode(plain, 0, plain.length, mode).isInvalid();
    }

    boolean has(int prefix) {
        return prefixes.indexOf(prefix) >= 0;
    }

    boolean repeats() {
        return has(0xF2) || has(0xF3);
    }

    int group() {
        return modRm >> 3 & 7;
    }

    boolean isMemory() {
        return modRm < 0xC0;
    }

    boolean is(int ofMap, int... opcodes) {
        boolean found = false;
        for (int candidate : opcodes) {
            found |= opcode == candidate;
        }
        return map == ofMap && found;
    }

    boolean isBetween(int ofMap, int first, int last) {
        return map == ofMap && opcode >= first && opcode <= last;
    }
}
