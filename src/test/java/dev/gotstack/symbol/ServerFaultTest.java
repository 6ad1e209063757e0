package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.synth.CabinetWriter;
import dev.gotstack.synth.PdbWriter;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Symbol servers that are slow, wrong, broken or hostile: always a clear line, never a hang or a partial file.
class ServerFaultTest extends ServerCase {

    @Test
    void redirectsAreFollowed() throws IOException {
        server.on(PLACE, TestServer.redirect("/sym/blob?x=1")).file("blob", pdb());
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "", "http://[", "javascript:alert(1)"})
    void redirectsElsewhereAreNot(String location) throws IOException {
        server.on("*", TestServer.redirect(location));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("redirected"), lines);
    }

    @Test
    void redirectsInACircleEnd() throws IOException {
        server.on("*", TestServer.redirect("/sym/again"));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("redirected more than 5 times"), lines);
        assertEquals(6, server.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html; charset=utf-8", "application/octet-stream"})
    void aWebPageInsteadOfThePdb(String type) throws IOException {
        server.on("*", TestServer.text(type, "<html><body>Please sign in</body></html>"));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("web page") || lines.contains("begins '<html><body>Plea'"), lines);
        assertEquals(1, server.requests().size());
    }

    @Test
    void thePdbOfAnotherBuild() throws IOException {
        server.file(PLACE, new PdbWriter().guid(new UUID(1, 2)).bytes());
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("00000000-0000-0001-0000-000000000002"), lines);
        assertTrue(lines.contains("11223344-5566-7788-99aa-bbccddeeff00"), lines);
    }

    @Test
    void aTruncatedPdbOrCabinet() throws IOException {
        server.file(PLACE, Arrays.copyOf(pdb(), 700));
        failure(store("srv*{cache}*{url}"));
        server.file(PLACE);
        failure(store("srv*{cache}*{url}"));
        server.on(PLACE, TestServer.status(404));
        var packed = CabinetWriter.mszip("a.pdb", pdb());
        server.file("sample.pdb/" + KEY + "/sample.pd_", Arrays.copyOf(packed, packed.length / 2));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("sample.pd_ at offset") && !lines.contains(".tmp"), lines);
    }

    @Test
    void aCabinetThatUnpacksToTooMuch() throws IOException {
        server.file("sample.pdb/" + KEY + "/sample.pd_", CabinetWriter.mszip("a.pdb", new byte[2 << 20]));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("at most 1048576 bytes"), lines);
    }

    @Test
    void anEndlessBody() throws IOException {
        server.on(PLACE, TestServer.endless(pdb()));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("too large"), lines);
    }

    @Test
    void anEndlessErrorPage() throws IOException {
        server.on("*", exchange -> {
            exchange.sendResponseHeaders(404, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8192]);
            }
        });
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("not there"), lines);
    }

    @Test
    void aPromiseOfTooMuch() throws IOException {
        server.on(PLACE, exchange -> {
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(pdb());
            exchange.getResponseBody().flush();
        });
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("too large: 1099511627776 bytes"), lines);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatFallsSilentIsGivenUpAfterTwoFiles(boolean begins) throws IOException {
        server.on("*", server.stalled(begins ? Arrays.copyOf(pdb(), 600) : new byte[0]));
        var impatient = new ServerLimits(
                QUICK.connect(), Duration.ofMillis(400), QUICK.whole(), 1 << 20, 3, QUICK.pause(), QUICK.missingFor());
        var store = store("srv*{cache}*{url}", true, impatient);
        for (int i = 0; i < 4; i++) {
            var lines = failure(store);
            assertTrue(lines.contains("no answer for 400 ms"), lines);
            assertEquals(i >= 2, lines.contains("not asked again"), lines);
        }
        // Fewer if the time is over before the request is out, as on a busy machine.
        assertTrue(server.requests().size() <= 2, server.requests()::toString);
    }

    @Test
    void aServerThatDripsIsGivenUpAfterTheWholeTime() throws IOException {
        server.on(PLACE, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (byte b : pdb()) {
                exchange.getResponseBody().write(b);
                exchange.getResponseBody().flush();
                Thread.sleep(20);
            }
        });
        var limits = new ServerLimits(
                QUICK.connect(), QUICK.idle(), Duration.ofMillis(600), 1 << 20, 3, QUICK.pause(), QUICK.missingFor());
        var lines = failure(store("srv*{cache}*{url}", true, limits));
        assertTrue(lines.contains("not done after 600 ms"), lines);
    }

    @Test
    void aRefusedConnectionIsTriedOnce() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var store = store("srv*{cache}*http://127.0.0.1:" + port + "/sym");
        assertTrue(failure(store).contains("cannot be reached"));
        assertTrue(failure(store).contains("not asked again: cannot be reached"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 418})
    void aServerThatForbidsIsNotAskedAgain(int status) throws IOException {
        server.on("*", TestServer.status(status));
        var store = store("srv*{cache}*{url}");
        assertTrue(failure(store).contains("answered " + status));
        assertTrue(failure(store).contains("not asked again"));
        assertEquals(1, server.requests().size());
    }

    @Test
    void passingFailuresAreRetried() throws IOException {
        var count = new AtomicInteger();
        var file = pdb();
        server.on(PLACE, exchange -> {
            switch (count.incrementAndGet()) {
                case 1 -> TestServer.status(503).give(exchange);
                case 2 -> TestServer.brokenOff(Arrays.copyOf(file, 600)).give(exchange);
                default -> {
                    exchange.sendResponseHeaders(200, file.length);
                    exchange.getResponseBody().write(file);
                }
            }
        });
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
        assertEquals(3, server.requests().size());
    }

    @Test
    void lastingFailuresEnd() throws IOException {
        server.on("*", TestServer.status(500));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.contains("answered 500"), lines);
        assertEquals(3, server.requests().size());
    }

    @Test
    void progressIsReportedAndEndsTheWait() throws IOException {
        server.on(PLACE, server.stalled(Arrays.copyOf(pdb(), 600)));
        var seen = new CopyOnWriteArrayList<String>();
        assertThrows(
                CancellationException.class,
                () -> load(store("srv*{cache}*{url}"), new PeWriter(false), (what, done, total) -> {
                    seen.add(what + " " + done + "/" + total);
                    if (done > 0) {
                        throw new CancellationException();
                    }
                }));
        assertTrue(seen.getLast().endsWith("600/1000000"), seen::toString);
        assertTrue(seen.getLast().startsWith("Fetching " + server.url()), seen::toString);
        assertEquals(List.of(), files(cache()));
    }

    @Test
    void theNextPlaceIsAskedIfAServerFails() throws IOException {
        server.on("bad/" + PLACE, TestServer.status(500));
        server.file("good/" + PLACE, pdb());
        try (var symbols = load(store("srv*{cache}*{url}/bad*{url}/good"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
    }
}
