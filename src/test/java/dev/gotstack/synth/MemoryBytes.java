package dev.gotstack.synth;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import java.util.Set;

/// Bytes as a source; some pages may be missing, as in a dump.
public final class MemoryBytes implements ByteSource {
    private final byte[] content;
    private final Set<Integer> missingPages;

    /// @param missingPages numbers of pages of 4 KiB
    public MemoryBytes(byte[] content, Set<Integer> missingPages) {
        this.content = content;
        this.missingPages = missingPages;
    }

    public static MemoryBytes of(byte... content) {
        return new MemoryBytes(content, Set.of());
    }

    @Override
    public String name() {
        return "test bytes";
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        check(offset, length, "bytes");
        for (long page = offset >> 12; page <= (offset + length - 1) >> 12; page++) {
            if (missingPages.contains((int) page)) {
                throw new MalformedFileException(name(), page << 12, "page", "memory", "not in this dump");
            }
        }
        System.arraycopy(content, (int) offset, target, at, length);
    }
}
