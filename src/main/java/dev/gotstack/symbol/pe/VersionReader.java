package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads VS_VERSIONINFO: nested blocks {length, value length, type, key in UTF-16, value, children}, each aligned to 4.
final class VersionReader {
    private static final int BLOCK_HEADER = 6;
    private static final long FIXED_SIGNATURE = 0xfeef04bdL;
    private static final int FIXED_SIZE = 52;
    /// Block lengths have 16 bits.
    private static final int LONGEST = 0xffff;

    /// A block's parts as indexes into the bytes.
    private record Block(int start, int end, String key, int value, int valueLength) {
        /// Where children start: after the value, whose length counts bytes or UTF-16 units depending on the writer.
        int children(int valueBytes) {
            return align(value + valueBytes);
        }
    }

    private final byte[] bytes;
    private final String source;

    private VersionReader(byte[] bytes, String source) {
        this.bytes = bytes;
        this.source = source;
    }

    /// @return empty if the image has no version resource
    /// @throws MalformedFileException if it has one that is damaged or missing
    static Optional<VersionInfo> read(ByteSource image, PeHeader.Directory resources) {
        var data = new ResourceTree(image, resources.rva()).version();
        if (data.size() == 0) {
            return Optional.empty();
        }
        var bytes = image.bytes(data.rva(), (int) Math.min(data.size(), LONGEST));
        return Optional.of(new VersionReader(bytes, image.name()).info());
    }

    private VersionInfo info() {
        var root = block(0, bytes.length);
        var strings = new LinkedHashMap<String, String>();
        for (int at = root.children(root.valueLength()); at < root.end(); ) {
            var child = block(at, root.end());
            if (child.key().equals("StringFileInfo") && strings.isEmpty()) {
                addFirstTable(child, strings);
            }
            at = align(child.end());
        }
        return new VersionInfo(fixedVersion(root), Collections.unmodifiableMap(strings));
    }

    private void addFirstTable(Block stringFileInfo, Map<String, String> strings) {
        int from = stringFileInfo.children(0);
        if (from < stringFileInfo.end()) {
            var table = block(from, stringFileInfo.end());
            for (int at = table.children(0); at < table.end(); ) {
                var string = block(at, table.end());
                strings.putIfAbsent(string.key(), text(string.value(), string.end()));
                at = align(string.end());
            }
        }
    }

    private String fixedVersion(Block root) {
        int at = root.value();
        if (root.valueLength() < FIXED_SIZE
                || at > bytes.length - FIXED_SIZE
                || LittleEndian.u32(bytes, at) != FIXED_SIGNATURE) {
            return "";
        }
        return LittleEndian.u16(bytes, at + 0xa)
                + "."
                + LittleEndian.u16(bytes, at + 0x8)
                + "."
                + LittleEndian.u16(bytes, at + 0xe)
                + "."
                + LittleEndian.u16(bytes, at + 0xc);
    }

    private Block block(int at, int limit) {
        int length = at > limit - BLOCK_HEADER ? 0 : LittleEndian.u16(bytes, at);
        if (length < BLOCK_HEADER || length > limit - at) {
            throw new MalformedFileException(
                    source, at, "VS_VERSIONINFO block length", "6 to " + (limit - at), Integer.toString(length));
        }
        int end = at + length;
        var key = text(at + BLOCK_HEADER, end);
        int value = Math.min(end, align(at + BLOCK_HEADER + 2 * key.length() + 2));
        return new Block(at, end, key, value, LittleEndian.u16(bytes, at + 2));
    }

    private String text(int from, int limit) {
        int end = from;
        while (end + 2 <= limit && LittleEndian.u16(bytes, end) != 0) {
            end += 2;
        }
        return new String(bytes, from, Math.max(0, end - from), StandardCharsets.UTF_16LE);
    }

    private static int align(int at) {
        return (at + 3) & ~3;
    }
}
