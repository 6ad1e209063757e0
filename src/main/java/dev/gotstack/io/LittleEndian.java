package dev.gotstack.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Little-endian values in byte arrays. 32-bit values are zero-extended to `long`, as addresses are everywhere.
public final class LittleEndian {
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static int u16(byte[] bytes, int at) {
        return (short) U16.get(bytes, at) & 0xffff;
    }

    public static long u32(byte[] bytes, int at) {
        return (int) U32.get(bytes, at) & 0xffff_ffffL;
    }

    public static long u64(byte[] bytes, int at) {
        return (long) U64.get(bytes, at);
    }

    /// A value of 1, 2, 4 or 8 bytes, zero-extended.
    public static long unsigned(byte[] bytes, int at, int size) {
        return switch (size) {
            case 1 -> bytes[at] & 0xffL;
            case 2 -> u16(bytes, at);
            case 4 -> u32(bytes, at);
            case 8 -> u64(bytes, at);
            default -> throw new IllegalArgumentException("size " + size);
        };
    }
}
