package dev.gotstack.ui.instance;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a second start asks of the first: windows for these dumps, or one without.
///
/// As bytes: the line `gotstack-open 1`, then the absolute paths in UTF-8, each followed by a zero byte.
///
/// @param dumps absolute; not checked to exist
record OpenRequest(List<Path> dumps) {
    /// Bytes that a request may have.
    static final int LONGEST = 1 << 18;

    private static final byte[] GREETING = "gotstack-open 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DUMPS = 64;
    private static final int LONGEST_PATH = 1 << 12;

    OpenRequest {
        dumps = dumps.stream().map(Path::toAbsolutePath).toList();
    }

    /// @throws ProtocolException if that is more than a request can hold
    byte[] bytes() throws ProtocolException {
        var bytes = ByteBuffer.allocate(LONGEST).put(GREETING);
        if (dumps.size() > MOST_DUMPS) {
            throw new ProtocolException("more than " + MOST_DUMPS + " dumps");
        }
        for (var dump : dumps) {
            var path = dump.toString().getBytes(StandardCharsets.UTF_8);
            if (path.length > LONGEST_PATH || path.length >= bytes.remaining()) {
                throw new ProtocolException("a path of " + path.length + " bytes");
            }
            bytes.put(path).put((byte) 0);
        }
        var exact = new byte[bytes.flip().remaining()];
        bytes.get(exact);
        return exact;
    }

    /// @throws ProtocolException if the bytes are not those of a request
    static OpenRequest of(byte[] bytes) throws ProtocolException {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length > LONGEST || bytes.length < GREETING.length || !greets(in)) {
            throw new ProtocolException("no request");
        }
        var dumps = new ArrayList<Path>();
        while (in.hasRemaining()) {
            if (dumps.size() == MOST_DUMPS) {
                throw new ProtocolException("more than " + MOST_DUMPS + " dumps");
            }
            dumps.add(path(in));
        }
        return new OpenRequest(dumps);
    }

    private static boolean greets(ByteBuffer in) {
        for (byte expected : GREETING) {
            if (in.get() != expected) {
                return false;
            }
        }
        return true;
    }

    private static Path path(ByteBuffer in) throws ProtocolException {
        int start = in.position();
        int end = start;
        while (end < in.limit() && in.get(end) != 0) {
            end++;
        }
        if (end == in.limit() || end - start > LONGEST_PATH) {
            throw new ProtocolException("a path without end");
        }
        in.position(end + 1);
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(in.slice(start, end - start));
            var path = Path.of(text.toString());
            if (path.isAbsolute()) {
                return path;
            }
        } catch (CharacterCodingException | InvalidPathException e) {
            throw new ProtocolException("a path that is none: " + e.getMessage());
        }
        throw new ProtocolException("a path that is not absolute");
    }
}
