package dev.gotstack.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.layout.Struct;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The debugger data block, encoded here step by step backwards.
class EncodedDataTest {
    private static final long NEVER = 0x8e1f_52a7_0c33_9d47L;
    private static final long ALWAYS = 0x00d3_41b8_f6e2_7a15L;
    private static final long FLAG = 0xffff_f804_7c62_3d70L;
    private static final long BLOCK = 0xffff_f804_7c60_0b20L;

    private static long encode(long word) {
        long mixed = Long.reverseBytes(word ^ ALWAYS) ^ FLAG;
        return Long.rotateRight(mixed, 0x47) ^ NEVER;
    }

    @Test
    void wordsComeBack() {
        var data = new EncodedData(NEVER, ALWAYS, FLAG);
        for (long word : new long[] {0, -1, 0x0000_0380_4742_444bL, 0xffff_f804_7ba0_0000L}) {
            assertEquals(word, data.decode(encode(word)));
        }
    }

    @Test
    void theBlockIsReadAsIfItWerePlain() {
        var plain = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
        var encoded = ByteBuffer.allocate(0x400).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 0x400; at += 8) {
            plain.putLong(at, 0x1_0000_0001L * at);
            encoded.putLong(at, at < 0x380 ? encode(plain.getLong(at)) : plain.getLong(at));
        }
        Struct.Bytes memory = (address, length, what) -> {
            int at = (int) (address - BLOCK);
            return Arrays.copyOfRange(encoded.array(), at, at + length);
        };
        var read = new EncodedData(NEVER, ALWAYS, FLAG).decoding(memory, BLOCK);
        assertArrayEquals(Arrays.copyOfRange(plain.array(), 0x14, 0x18), read.read(BLOCK + 0x14, 4, "Size"));
        assertArrayEquals(Arrays.copyOfRange(plain.array(), 0x218, 0x220), read.read(BLOCK + 0x218, 8, "processors"));
        assertArrayEquals(Arrays.copyOfRange(plain.array(), 0x3c0, 0x3c8), read.read(BLOCK + 0x3c0, 8, "behind it"));
    }
}
