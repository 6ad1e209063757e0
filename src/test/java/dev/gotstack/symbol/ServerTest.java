package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.synth.CabinetWriter;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Symbol servers as they should be.
class ServerTest extends ServerCase {

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
