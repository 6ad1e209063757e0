package dev.gotstack.io.packed;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/// A zip archive. The library also knows Deflate64, in which Windows' Explorer packs whatever is larger than 2 GiB, and
/// which the one of the JDK does not know.
final class ZipArchive implements Archive {
    /// What the library unpacks by itself. It claims more, and then looks for a library that is not there.
    private static final Set<ZipMethod> METHODS = EnumSet.of(
            ZipMethod.STORED,
            ZipMethod.UNSHRINKING,
            ZipMethod.IMPLODING,
            ZipMethod.DEFLATED,
            ZipMethod.ENHANCED_DEFLATED,
            ZipMethod.BZIP2);

    private final String name;
    private final ZipFile zip;

    private ZipArchive(String name, ZipFile zip) {
        this.name = name;
        this.zip = zip;
    }

    static ZipArchive open(Path path, String name) throws IOException {
        return new ZipArchive(name, ZipFile.builder().setPath(path).get());
    }

    @Override
    public List<Member> members() {
        return Collections.list(zip.getEntries()).stream()
                .filter(entry -> !entry.isDirectory())
                .map(entry -> new Member(entry.getName(), entry.getSize()))
                .toList();
    }

    @Override
    public void extract(Member member, OutputStream target) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(member.name());
        if (entry.getGeneralPurposeBit().usesEncryption()
                || !METHODS.contains(ZipMethod.getMethodByCode(entry.getMethod()))) {
            throw new MalformedFileException(
                    name,
                    -1,
                    member.name(),
                    "a packing that is known",
                    entry.getGeneralPurposeBit().usesEncryption() ? "a password" : "method " + entry.getMethod());
        }
        try (var in = zip.getInputStream(entry)) {
            in.transferTo(target);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
