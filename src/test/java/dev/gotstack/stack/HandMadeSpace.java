package dev.gotstack.stack;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.Translation;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.text.Phrase;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An address space put together piece by piece; everything else is missing.
final class HandMadeSpace implements AddressSpace {
    private final NavigableMap<Long, byte[]> pieces = new TreeMap<>();
    private final int pointerSize;
    private @Nullable Machine stack;

    /// A 32-bit one.
    HandMadeSpace() {
        this(4);
    }

    HandMadeSpace(int pointerSize) {
        this.pointerSize = pointerSize;
    }

    HandMadeSpace put(long va, byte[] bytes) {
        pieces.put(va, bytes);
        return this;
    }

    /// Code, as hexadecimal text.
    HandMadeSpace code(long va, String hex) {
        return put(va, HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    /// Pointer-sized words.
    HandMadeSpace words(long va, long... words) {
        var bytes = new byte[words.length * pointerSize];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i / pointerSize] >>> 8 * (i % pointerSize));
        }
        return put(va, bytes);
    }

    /// An image at the address it was linked for.
    HandMadeSpace image(PeImage image) {
        var loaded = new byte[(int) image.sizeOfImage()];
        for (var section : image.sections()) {
            for (int i = 0; i < section.size(); i++) {
                int rva = (int) section.rva() + i;
                try {
                    loaded[rva] = image.bytes(rva, 1)[0];
                } catch (MalformedFileException e) {
                    break;
                }
            }
        }
        return put(image.imageBase(), loaded);
    }

    /// Changes a word of a piece.
    void set(long va, long value) {
        var piece = pieces.floorEntry(va);
        for (int i = 0; i < pointerSize; i++) {
            piece.getValue()[(int) (va - piece.getKey()) + i] = (byte) (value >>> 8 * i);
        }
    }

    /// From now on what this machine wrote is there too.
    void writtenBy(Machine machine) {
        stack = machine;
    }

    @Override
    public int read(long va, byte[] target, int at, int length) {
        int done = 0;
        while (done < length) {
            int got = readSome(va + done, target, at + done, length - done);
            if (got == 0) {
                break;
            }
            done += got;
        }
        return done;
    }

    private int readSome(long va, byte[] target, int at, int length) {
        var piece = pieces.floorEntry(va);
        if (piece != null && va - piece.getKey() < piece.getValue().length) {
            int offset = (int) (va - piece.getKey());
            int part = Math.min(length, piece.getValue().length - offset);
            System.arraycopy(piece.getValue(), offset, target, at, part);
            return part;
        }
        long word = va & -4;
        if (stack == null || !stack.wrote(word) || stack.load(word) == Machine.UNKNOWN) {
            return 0;
        }
        target[at] = (byte) (stack.load(word) >>> 8 * (va & 3));
        return 1;
    }

    @Override
    public String name() {
        return "hand-made memory";
    }

    @Override
    public int pointerSize() {
        return pointerSize;
    }

    @Override
    public Optional<Hole> hole(long va) {
        return read(va, new byte[1], 0, 1) == 1
                ? Optional.empty()
                : Optional.of(new Hole(Hole.Reason.NOT_PRESENT, Phrase.data("nothing was put here")));
    }

    @Override
    public Optional<Translation> translate(long va) {
        return Optional.empty();
    }

    @Override
    public long fileOffset(long va) {
        return -1;
    }

    @Override
    public long nextMapped(long va, long limit) {
        return va;
    }
}
