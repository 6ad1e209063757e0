package dev.gotstack.disasm;

import java.util.SplittableRandom;

/// Instruction encodings for comparison with other disassemblers: random, but following the shape of an instruction
/// (prefixes, opcode map, ModRM, SIB, displacement, immediate), so that rare opcodes and forms come up often. Each
/// is 15 bytes, the instruction and random bytes after it.
final class EncodingGenerator {
    private static final int[] PREFIXES = {0x66, 0x66, 0x66, 0xF2, 0xF3, 0x67, 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0xF0
    };
    private static final int[] TELLING = {0, 1, 0x7F, 0x80, 0xFF, 0x10, 0xFE};

    private final SplittableRandom random;
    private final Mode mode;

    EncodingGenerator(Mode mode, long seed) {
        this.mode = mode;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] code = new byte[Decoder.MAX_LENGTH];
        int at = 0;
        for (int chance = random.nextInt(10); chance >= 7; chance = random.nextInt(10)) {
            if (at < 3) {
                code[at++] = (byte) PREFIXES[random.nextInt(PREFIXES.length)];
            }
        }
        if (mode == Mode.BITS64 && random.nextInt(2) == 0) {
            code[at++] = (byte) (0x40 + random.nextInt(16));
        }
        switch (random.nextInt(8)) {
            case 0, 1, 2, 3 -> {}
            case 4, 5, 6 -> code[at++] = 0x0F;
            default -> {
                code[at++] = 0x0F;
                code[at++] = (byte) (random.nextInt(2) == 0 ? 0x38 : 0x3A);
            }
        }
        code[at++] = (byte) random.nextInt(256);
        while (at < code.length) {
            boolean telling = random.nextInt(3) == 0;
            code[at++] = (byte) (telling ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(256));
        }
        return code;
    }
}
