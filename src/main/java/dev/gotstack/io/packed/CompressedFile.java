package dev.gotstack.io.packed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A single file compressed by gzip or xz. Neither says how long it was in a way that can be believed.
final class CompressedFile implements Archive {
    /// What xz may use. Its strongest ordinary setting takes 65 MiB.
    private static final int MOST_MEMORY_KIB = 192 << 10;

    private final String name;
    private final InputStream content;

    private CompressedFile(String name, InputStream content) {
        this.name = name;
        this.content = content;
    }

    static CompressedFile open(Path path, String name, Packing packing) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path));
        try {
            var content = packing == Packing.XZ ? Xz.unpacked(in, MOST_MEMORY_KIB) : new GZIPInputStream(in);
            return new CompressedFile(name, content);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public List<Member> members() {
        return List.of(new Member(name.replaceFirst("\\.(gz|xz)$", ""), -1));
    }

    @Override
    public void extract(Member member, OutputStream target) throws IOException {
        content.transferTo(target);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
