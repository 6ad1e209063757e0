package dev.gotstack.symbol.isf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.packed.Xz;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// JSON read from front to back, never held as a whole, with bounds on depth, names and length. A value of another kind
/// than asked for is passed over, so that one bad entry does not cost the rest; only broken syntax ends the reading.
final class JsonCursor implements AutoCloseable {
    /// The real kernel's file is 6 MB, one with private types some ten times that.
    private static final long LONGEST_DOCUMENT = 256L << 20;
    /// A directory may hold hundreds of files to look at. The kernel's metadata come within the first 100 KB.
    private static final long LONGEST_GLANCE = 16L << 20;
    /// Real files nest ten levels.
    private static final int DEEPEST = 100;

    private static final int LONGEST_TEXT = 1 << 16;
    private static final int LONGEST_NUMBER = 40;
    /// What `xz -9` needs to unpack is 65 MiB.
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private static final byte[] XZ_MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

    private static final JsonFactory WHOLE = factory(LONGEST_DOCUMENT);
    private static final JsonFactory GLANCE = factory(LONGEST_GLANCE);

    private final String file;
    private final JsonParser parser;

    private JsonCursor(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /// Names are mostly different from each other: remembering them to save memory costs more than it saves.
    private static JsonFactory factory(long longest) {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(longest)
                        .maxNestingDepth(DEEPEST)
                        .maxNameLength(LONGEST_TEXT)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }

    /// Opens a JSON file, xz-compressed or not, and goes to its first value.
    ///
    /// @throws IOException if the file cannot be opened
    static JsonCursor open(Path path) throws IOException {
        return open(path, WHOLE);
    }

    /// The same for a look at the file's first megabytes only.
    static JsonCursor glance(Path path) throws IOException {
        return open(path, GLANCE);
    }

    @SuppressWarnings("MustBeClosedChecker") // the parser keeps the stream and closes it
    private static JsonCursor open(Path path, JsonFactory json) throws IOException {
        var name = String.valueOf(path.getFileName());
        var raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            var cursor = new JsonCursor(name, parser(name, raw, json));
            cursor.next();
            return cursor;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /// The library looks at the first bytes: they may be missing already.
    private static JsonParser parser(String name, BufferedInputStream raw, JsonFactory json) throws IOException {
        // A look ends soon: what was unpacked ahead of it would be lost.
        var in = unpacked(name, raw, json == WHOLE);
        try {
            return json.createParser(in);
        } catch (IOException e) {
            throw new MalformedFileException(name, 0, "ISF", "readable JSON", reason(e));
        }
    }

    private static InputStream unpacked(String name, BufferedInputStream raw, boolean whole) throws IOException {
        raw.mark(XZ_MAGIC.length);
        boolean packed = Arrays.equals(raw.readNBytes(XZ_MAGIC.length), XZ_MAGIC);
        raw.reset();
        if (!packed) {
            return raw;
        }
        try {
            var unpacking = Xz.unpacked(raw, XZ_MEMORY_KIB);
            return whole ? new ReadAhead(unpacking) : unpacking;
        } catch (IOException e) {
            throw new MalformedFileException(name, 0, "xz header", "a readable one", reason(e));
        }
    }

    /// Enters the object that is the current value.
    void enterObject(String where) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected(where, "an object", String.valueOf(parser.currentToken()));
        }
    }

    /// The next field of the object entered last, with its value as the current one; null at the object's end.
    @Nullable
    String nextField() {
        if (next() != JsonToken.FIELD_NAME) {
            return null; // the parser checks syntax: it can only be the end of the object
        }
        try {
            var name = parser.currentName();
            next();
            return name;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Calls `reader` for each field of the current value, which it may read or leave. A value that is no object is
    /// passed over.
    void eachField(Consumer<String> reader) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        for (var name = nextField(); name != null; name = nextField()) {
            reader.accept(name);
            skip();
        }
    }

    /// Passes over the current value; does nothing if it was read already.
    void skip() {
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// The current value if it is a string.
    String text(String otherwise) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            skip();
            return otherwise;
        }
        try {
            return parser.getText();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// The current value if it is an integer of at most 64 bits; unsigned ones beyond `long` wrap around.
    long number(long otherwise) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            skip();
            return otherwise;
        }
        try {
            if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                return parser.getLongValue();
            }
            var value = parser.getBigIntegerValue();
            return value.bitLength() <= Long.SIZE ? value.longValue() : otherwise;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// The current value if it is true or false.
    boolean truth(boolean otherwise) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> {
                skip();
                yield otherwise;
            }
        };
    }

    MalformedFileException unexpected(String where, String expected, String found) {
        return new MalformedFileException(file, -1, where, expected, found);
    }

    private @Nullable JsonToken next() {
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// What the file is not: JSON, complete, or of bearable size. The library's message has a second line with the
    /// place in its own terms.
    private MalformedFileException broken(IOException e) {
        return new MalformedFileException(
                file, parser.currentLocation().getCharOffset(), "ISF", "readable JSON", reason(e));
    }

    private static String reason(IOException e) {
        var message = e.getMessage();
        var first = message == null ? "" : message.lines().findFirst().orElse("");
        return first.isEmpty() ? e.getClass().getSimpleName() : first;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
