package dev.gotstack.ui.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests come from another process: only well-formed ones are taken.
class OpenRequestTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsRead() throws ProtocolException {
        var dumps = List.of(
                Path.of("/a/b.dmp").toAbsolutePath(), Path.of("/ä\n€ %2f.dmp").toAbsolutePath());
        assertEquals(dumps, OpenRequest.of(new OpenRequest(dumps).bytes()).dumps());
        assertTrue(OpenRequest.of(new OpenRequest(List.of()).bytes()).dumps().isEmpty());
    }

    @Test
    void theBytesAreAsDocumented() throws ProtocolException {
        var dump = Path.of("/x.dmp").toAbsolutePath();
        assertEquals(
                "gotstack-open 1\n" + dump + "\0",
                new String(new OpenRequest(List.of(dump)).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void relativePathsAreMadeAbsoluteByTheSender() {
        assertTrue(new OpenRequest(List.of(Path.of("x.dmp"))).dumps().getFirst().isAbsolute());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gotstack-open 1",
                "gotstack-open 2\n",
                "GET / HTTP/1.1\r\n\r\n",
                "gotstack-open 1\nrelative.dmp\0",
                "gotstack-open 1\n/unfinished",
                "gotstack-open 1\n\0",
                "gotstack-open 1\n/a\0/b"
            })
    void otherBytesAreRefused(String text) {
        assertThrows(ProtocolException.class, () -> OpenRequest.of(bytes(text)));
    }

    @Test
    void brokenUtf8IsRefused() {
        var bytes = bytes("gotstack-open 1\n/xx\0");
        bytes[18] = (byte) 0xff;
        assertThrows(ProtocolException.class, () -> OpenRequest.of(bytes));
    }

    @Test
    void tooMuchIsRefusedOnBothSides() {
        var many = Collections.nCopies(65, Path.of("/a").toAbsolutePath());
        assertThrows(ProtocolException.class, () -> new OpenRequest(many).bytes());
        assertThrows(ProtocolException.class, () -> OpenRequest.of(bytes("gotstack-open 1\n" + "/a\0".repeat(65))));
        var longest = "/" + "a".repeat(5000);
        assertThrows(ProtocolException.class, () -> new OpenRequest(List.of(Path.of(longest))).bytes());
        assertThrows(ProtocolException.class, () -> OpenRequest.of(bytes("gotstack-open 1\n" + longest + "\0")));
        assertThrows(ProtocolException.class, () -> OpenRequest.of(new byte[OpenRequest.LONGEST + 1]));
    }
}
