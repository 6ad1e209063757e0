package dev.gotstack.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Damages copies of sound inputs, by chance alone: what comes out depends on the specimens and the seed only.
final class Mutator {
    /// Values at which comparisons and additions go wrong, and what Windows fills unused fields with.
    private static final long[] INTERESTING = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        0x10,
        0x1f,
        0x20,
        0x3f,
        0x40,
        0x7f,
        0x80,
        0xff,
        0x100,
        0xfff,
        0x1000,
        0x1001,
        0x7fff,
        0x8000,
        0xffff,
        0x1_0000,
        0x10_0000,
        0x0fff_ffff,
        0x1000_0000,
        0x7fff_ffff,
        0x8000_0000L,
        0xffff_fff8L,
        0xffff_ffffL,
        0x1_0000_0000L,
        0x4547_4150L,
        0xffff_8000_0000_0000L,
        0xffff_f800_0000_0000L,
        0x7fff_ffff_ffff_ffffL,
        0x8000_0000_0000_0000L,
        -1,
        -2,
        -8,
        -0x1000
    };
    private static final int MOST_DAMAGE = 24;
    private static final int LONGEST_BLOCK = 0x2000;
    /// No input grows beyond this many times its specimen.
    private static final int GROWTH = 2;

    private final List<Specimen> specimens;
    private final List<byte[]> words;
    private final SplittableRandom random;
    private final Specimen specimen;
    private byte[] bytes;

    private Mutator(List<Specimen> specimens, List<String> words, SplittableRandom random) {
        this.specimens = specimens;
        this.words = words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.random = random;
        this.specimen = specimens.get(random.nextInt(specimens.size()));
        this.bytes = specimen.bytes().clone();
    }

    /// A damaged copy of one of the specimens.
    static byte[] damaged(List<Specimen> specimens, List<String> words, SplittableRandom random) {
        return new Mutator(specimens, words, random).damage();
    }

    private byte[] damage() {
        int times = 1;
        while (times < MOST_DAMAGE && random.nextInt(4) != 0) {
            times++;
        }
        for (int i = 0; i < times && bytes.length > 0; i++) {
            once();
        }
        return bytes;
    }

    private void once() {
        int kind = random.nextInt(words.isEmpty() ? 16 : 24);
        switch (kind) {
            case 0, 1, 2 -> bytes[place()] ^= (byte) (1 << random.nextInt(8));
            case 3, 4 -> bytes[place()] = (byte) random.nextInt();
            case 5, 6, 7, 8 -> number(INTERESTING[random.nextInt(INTERESTING.length)]);
            case 9 -> number(random.nextInt(bytes.length + 1) + random.nextInt(3) - 1);
            case 10, 11 -> add();
            case 12 -> copyWithin();
            case 13 -> fill();
            case 14 -> splice();
            case 15 -> resize();
            default -> word();
        }
    }

    private int place() {
        int near = Math.clamp(specimen.hot(), 1, bytes.length);
        return random.nextInt(random.nextBoolean() ? near : bytes.length);
    }

    /// Writes a number of 1 to 8 bytes at a multiple of its size.
    private void number(long value) {
        int size = 1 << random.nextInt(4);
        int at = place() & -size;
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
        }
    }

    /// Adds a little to a number of 4 bytes.
    private void add() {
        int at = place() & -4;
        if (at + 4 <= bytes.length) {
            var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int step = 1 << random.nextInt(16);
            buffer.putInt(at, buffer.getInt(at) + (random.nextBoolean() ? step : -step));
        }
    }

    private int block(int from) {
        int most = Math.min(bytes.length - from, LONGEST_BLOCK);
        return 1 + random.nextInt(random.nextBoolean() ? Math.min(most, 32) : most);
    }

    private void copyWithin() {
        int from = random.nextInt(bytes.length);
        int to = place();
        System.arraycopy(bytes, from, bytes, to, block(Math.max(from, to)));
    }

    private void fill() {
        int from = place();
        Arrays.fill(bytes, from, from + block(from), random.nextBoolean() ? 0 : (byte) random.nextInt());
    }

    /// Puts a part of some specimen over, or instead of, what follows a place.
    private void splice() {
        var other = specimens.get(random.nextInt(specimens.size())).bytes();
        if (other.length == 0) {
            return;
        }
        int to = place();
        int from = random.nextInt(4) == 0 ? random.nextInt(other.length) : Math.min(to, other.length - 1);
        int length = Math.min(other.length - from, random.nextBoolean() ? LONGEST_BLOCK : other.length);
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, to + length);
        }
        System.arraycopy(other, from, bytes, to, Math.min(length, bytes.length - to));
    }

    /// Cuts the end off, takes a block out, or puts one in twice.
    private void resize() {
        int at = place();
        int length = block(at);
        switch (random.nextInt(3)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> {
                System.arraycopy(bytes, at + length, bytes, at, bytes.length - at - length);
                bytes = Arrays.copyOf(bytes, bytes.length - length);
            }
            default -> insert(at, Arrays.copyOfRange(bytes, at, at + length));
        }
    }

    private void insert(int at, byte[] block) {
        if (bytes.length + block.length > GROWTH * specimen.bytes().length + LONGEST_BLOCK) {
            return;
        }
        var longer = Arrays.copyOf(bytes, bytes.length + block.length);
        System.arraycopy(bytes, at, longer, at + block.length, bytes.length - at);
        System.arraycopy(block, 0, longer, at, block.length);
        bytes = longer;
    }

    private void word() {
        insert(place(), words.get(random.nextInt(words.size())));
    }
}
