package dev.gotstack.synth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Little-endian bytes being written.
public final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Out u8(long value) {
        bytes.write((int) value);
        return this;
    }

    public Out u16(long value) {
        return u8(value).u8(value >> 8);
    }

    public Out u32(long value) {
        return u16(value).u16(value >> 16);
    }

    public Out u64(long value) {
        return u32(value).u32(value >> 32);
    }

    public Out raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    public Out text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    /// UTF-16 with a NUL at its end.
    public Out wide(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_16LE)).u16(0);
    }

    public Out zeros(int count) {
        return raw(new byte[count]);
    }

    public Out align(int to) {
        while (bytes.size() % to != 0) {
            bytes.write(0);
        }
        return this;
    }

    /// Zeros up to an offset.
    public Out upTo(int offset) {
        return zeros(offset - bytes.size());
    }

    public int size() {
        return bytes.size();
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
