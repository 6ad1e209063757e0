package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.Progress;
import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.symbol.synth.CabinetWriter;
import dev.gotstack.symbol.synth.MemoryBytes;
import dev.gotstack.symbol.synth.PdbWriter;
import dev.gotstack.symbol.synth.PeWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real HTTP on the loopback interface.
@Timeout(20)
class ServerTest {
    private static final String KEY = "112233445566778899AABBCCDDEEFF001";
    private static final String PLACE = "sample.pdb/" + KEY + "/sample.pdb";
    private static final ServerLimits QUICK = new ServerLimits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            1 << 20,
            3,
            Duration.ofMillis(20),
            Duration.ofHours(1));

    @TempDir
    private Path folder = Path.of("");

    private TestServer server;

    ServerTest() throws IOException {
        server = new TestServer();
    }

    @BeforeEach
    void noRequestsYet() {
        assertEquals(List.of(), server.requests());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] pdb() {
        return new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x60000020L)
                .publicSymbol(1, 0x20, 2, "_Work@12")
                .bytes();
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private SymbolStore store(String path) {
        return store(path, true, QUICK);
    }

    private SymbolStore store(String path, boolean network, ServerLimits limits) {
        var expanded = path.replace("{cache}", cache().toString())
                .replace("{url}", server.url())
                .replace("{}", folder.toString());
        var options = new SymbolOptions(false, network, folder.resolve("own"), limits);
        return SymbolStore.of(List.of(), List.of(expanded), options);
    }

    private static ModuleSymbols load(SymbolStore store) {
        return load(store, new PeWriter(false));
    }

    private static ModuleSymbols load(SymbolStore store, PeWriter writer) {
        return load(store, writer, Progress.NONE);
    }

    private static ModuleSymbols load(SymbolStore store, PeWriter writer, Progress progress) {
        var image = PeImage.inMemory(MemoryBytes.of(writer.inMemory()));
        return store.load(new ImageRequest("sample.sys", 0xf000_0000L, 0x4000, 0, image, false), progress);
    }

    /// Loads in vain, and leaves nothing behind.
    private String failure(SymbolStore store) throws IOException {
        try (var symbols = load(store)) {
            assertEquals(Kind.NONE, symbols.kind(), symbols.tried()::toString);
            assertEquals(List.of(), files(cache()));
            return String.join("\n", symbols.tried());
        }
    }

    private static List<String> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".gotstack-missing/"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"srv*{cache}*{url}", "cache*{cache};srv*{url}", "cache*{cache};{url}", "srv*{cache}*{url}/"})
    void fetchedOnceThenTakenFromTheCache(String path) throws IOException {
        server.file(PLACE, pdb());
        var store = store(path);
        assertEquals(List.of(), store.notes());
        for (int i = 0; i < 2; i++) {
            try (var symbols = load(store)) {
                assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
                assertEquals("Work", symbols.table().at(0x1020).orElseThrow().name());
            }
        }
        try (var symbols = load(store(path))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        assertEquals(List.of("/sym/" + PLACE), server.requests());
        assertEquals(List.of(PLACE), files(cache()));
    }

    @Test
    void nothingIsFetchedUnlessAllowedAndNamed() throws IOException {
        server.file(PLACE, pdb());
        var local = store("srv*{cache}*{url};{url}", false, QUICK);
        assertTrue(local.notes().toString().contains("on the network"), local.notes()::toString);
        failure(local);
        Files.createDirectories(cache());
        failure(store("srv*{cache};cache*{cache};{cache}"));
        assertEquals(List.of(), server.requests());
        assertFalse(Files.exists(folder.resolve("own")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv*{url}", "srv**{url}", "cache*;srv*{url}"})
    void withoutANamedCacheThereIsOneOfTheUsersOwn(String path) throws IOException {
        server.file(PLACE, pdb());
        try (var symbols = load(store(path))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
        var own = folder.resolve("own");
        assertEquals(List.of(PLACE), files(own));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
        }
        try (var symbols = load(store(path))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        assertEquals(1, server.requests().size());
    }

    @Test
    void theNearestWritableStoreIsFilled() throws IOException {
        server.file(PLACE, pdb());
        Files.write(folder.resolve("blocked"), new byte[1]);
        try (var symbols = load(store("cache*{}/blocked/x;srv*{cache}*{}/master*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
        assertEquals(List.of(PLACE), files(cache()));
        assertFalse(Files.exists(folder.resolve("master")));
    }

    @Test
    void aCacheThatCannotBeWrittenIsTold() throws IOException {
        Files.write(folder.resolve("blocked"), new byte[1]);
        var line = failure(store("srv*{}/blocked/x*{url}"));
        assertTrue(line.contains("no cache can be written"), line);
        assertEquals(List.of(), server.requests());
    }

    @Test
    void twoTierCachesAreFilledAsSuch() throws IOException {
        server.file(PLACE, pdb());
        Files.createDirectories(cache());
        Files.write(cache().resolve("index2.txt"), new byte[0]);
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        assertEquals(List.of("index2.txt", "sa/" + PLACE), files(cache()));
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        assertEquals(1, server.requests().size());
    }

    @Test
    void packedThenPointerThenLowerCase() throws IOException {
        var dir = "sample.pdb/" + KEY + "/";
        failure(store("srv*{cache}*{url}"));
        assertEquals(
                List.of(
                        "/sym/" + PLACE,
                        "/sym/" + dir + "sample.pd_",
                        "/sym/" + dir + "file.ptr",
                        "/sym/" + PLACE.toLowerCase(Locale.ROOT)),
                server.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample.pd_", "file.ptr", "lower"})
    void otherForms(String form) throws IOException {
        var dir = "sample.pdb/" + KEY + "/";
        switch (form) {
            case "sample.pd_" -> server.file(dir + form, CabinetWriter.mszip("a.pdb", pdb()));
            case "lower" -> server.file(PLACE.toLowerCase(Locale.ROOT), pdb());
            default -> {
                server.file("elsewhere", pdb());
                server.on(dir + form, TestServer.text("text/plain", "PATH:" + server.url() + "/elsewhere\r\n"));
            }
        }
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
        assertEquals(List.of(PLACE), files(cache()));
    }

    @Test
    void pointersToFilesOfThisMachineAreCopiedAndChecked() throws IOException {
        var target = Files.write(folder.resolve("target.pdb"), pdb());
        server.on("sample.pdb/" + KEY + "/file.ptr", TestServer.text("text/plain", "PATH:" + target));
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
        assertEquals(List.of(PLACE), files(cache()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH:\\\\evil\\share\\sample.pdb",
                "PATH://evil/share/sample.pdb",
                "PATH:/dev/zero",
                "PATH:../../secret.pdb",
                "PATH:file:///etc/passwd",
                "PATH:/etc/passwd",
                "MSG: not for you",
                "",
                "PATH:http://127.0.0.1:1/x"
            })
    void pointersThatAreNotFollowed(String text) throws IOException {
        server.on("sample.pdb/" + KEY + "/file.ptr", TestServer.text("text/plain", text));
        var lines = failure(store("srv*{cache}*{url}"));
        assertTrue(lines.lines().anyMatch(line -> line.startsWith(server.url())), lines);
    }

    @Test
    void whatIsMissingIsNotAskedForAgainForATime() throws IOException {
        failure(store("srv*{cache}*{url}"));
        int first = server.requests().size();
        var line = failure(store("srv*{cache}*{url}"));
        assertTrue(line.contains("not there when last asked"), line);
        assertEquals(first, server.requests().size());
        server.file(PLACE, pdb());
        try (var notes = Files.list(cache().resolve(".gotstack-missing"))) {
            for (var note : notes.toList()) {
                Files.setLastModifiedTime(note, FileTime.from(Instant.now().minus(QUICK.missingFor())));
            }
        }
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
    }

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

    @Test
    void aDamagedFileInTheCacheIsReplaced() throws IOException {
        server.file(PLACE, pdb());
        var place = cache().resolve(PLACE);
        Files.createDirectories(cache().resolve("sample.pdb").resolve(KEY));
        Files.write(place, "<html>from another program".getBytes(StandardCharsets.US_ASCII));
        try (var symbols = load(store("srv*{cache}*{url}"))) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "a/..",
                "C:\\x\\..\\",
                "..\\..\\x.pdb\\",
                "con.pdb",
                "x.pdb:stream\\",
                ".pdb",
                "x|y.pdb",
                " ",
                "x.pdb."
            })
    void namesThatAreNoFileNamesAreNotAskedFor(String pdbPath) throws IOException {
        try (var symbols = load(store("srv*{cache}*{url}"), new PeWriter(false).pdbPath(pdbPath))) {
            assertEquals(Kind.NONE, symbols.kind());
        }
        assertEquals(List.of(), files(folder));
        for (var path : server.requests()) {
            assertFalse(path.contains(".."), path);
        }
    }

    @Test
    void oddNamesAreEncodedAndStayInTheCache() throws IOException {
        server.on("*", TestServer.text("application/octet-stream", "no PDB"));
        try (var symbols = load(store("srv*{cache}*{url}"), new PeWriter(false).pdbPath("x\\a b%2f..#\u00e9+&.pdb"))) {
            assertEquals(Kind.NONE, symbols.kind());
        }
        var name = "a%20b%252f..%23%C3%A9%2B%26.pdb";
        assertEquals("/sym/" + name + "/" + KEY + "/" + name, server.requests().getFirst());
        assertEquals(List.of(), files(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "https://a b/", "http://x/?q=1", "http://x/#y"})
    void addressesThatAreNone(String url) {
        assertTrue(store("srv*{cache}*" + url).notes().toString().contains("not an address"));
    }

    @Test
    void passwordsAreNotShown() throws IOException {
        var lines = failure(store("srv*{cache}*" + server.url().replace("http://", "http://me:secret@")));
        assertFalse(lines.contains("secret"), lines);
        assertFalse(store("srv*http://me:secret@x/", false, QUICK)
                .notes()
                .toString()
                .contains("secret"));
    }
}
