package dev.gotstack.ui.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.model.Mark;
import dev.gotstack.model.Notes;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Corrections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions on the disk: nothing that was written down is ever lost.
class SessionStoreTest {
    private static final DumpIdentity DUMP = new DumpIdentity(4096, "0123456789abcdef0123456789abcdef");

    @TempDir
    Path folder = Path.of("");

    private static SavedSession noted(Map<Long, String> notes) {
        var marks = new HashMap<Long, Mark>();
        notes.forEach((address, text) -> marks.put(address, new Mark(false, text)));
        return new SavedSession("", "", Optional.empty(), Notes.of(marks), Corrections.NONE, List.of(), Map.of());
    }

    private static Map<Long, String> texts(SavedSession session) {
        var texts = new HashMap<Long, String>();
        session.notes().marks().forEach((address, mark) -> texts.put(address, mark.note()));
        return texts;
    }

    @Test
    void everythingComesBack() throws IOException {
        var store = new SessionStore(folder.resolve("not").resolve("yet"));
        var marks = Map.of(
                0xb8ae6048L, new Mark(true, "two lines\n\"quoted\" ü"),
                0xffff_f800_0000_0008L, new Mark(true, ""));
        var session = new SavedSession(
                "/dumps/a.dmp",
                ".tss 0x28",
                Optional.of(new Selection(0xb8ae5fe0L, 4, -1, 0x8088c718L)),
                Notes.of(marks),
                new Corrections(Set.of(0xb8ae6048L), Set.of(0xb8ae6100L)),
                List.of("srv*/cache*https://example.org", "/pdbs"),
                Map.of("layout.rows", "0.3,0.5,0.7"));
        store.save(DUMP, SavedSession.EMPTY, session);

        assertEquals(session, store.load(DUMP).session());
        assertEquals("", store.load(DUMP).trouble());
        // An outside reader of JSON understands it too.
        var json = new ObjectMapper().readTree(store.file(DUMP).toFile());
        assertEquals("0xb8ae6048", json.at("/marks/0/address").asText());
        assertEquals("0xfffff80000000008", json.at("/marks/1/address").asText());
        assertEquals(1, json.get("version").asInt());
    }

    /// Half of a character that takes two, as broken text has it, beside a whole one.
    @Test
    void brokenTextComesBack() throws IOException {
        var store = new SessionStore(folder);
        var session = noted(Map.of(1L, "\ud83d\ude00 \ud800 \udc00 \udc00\ud800"));
        store.save(DUMP, SavedSession.EMPTY, session);
        assertEquals(session, store.load(DUMP).session());
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        var store = new SessionStore(folder.resolve("sessions"));
        store.save(DUMP, SavedSession.EMPTY, noted(Map.of(1L, "secret")));

        var file = Files.getPosixFilePermissions(store.file(DUMP));
        assertEquals("rw-------", PosixFilePermissions.toString(file));
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sessions"))));
        try (var files = Files.list(folder.resolve("sessions"))) {
            assertTrue(files.noneMatch(name -> name.toString().endsWith(".tmp")), "no half-written file is left");
        }
    }

    @Test
    void aDamagedFileIsPutAside() throws IOException {
        var store = new SessionStore(folder);
        for (var text : List.of(
                "",
                "{",
                "[]",
                "{\"format\":\"gotstack-session\",\"marks\":7}",
                "{\"format\":\"x\"}",
                "{\"format\":\"gotstack-session\",\"version\":1,\"pinned\":[\"zz\"]}",
                "\u0000\u0001")) {
            Files.writeString(store.file(DUMP), text);
            var loaded = store.load(DUMP);
            assertEquals(SavedSession.EMPTY, loaded.session(), text);
            assertTrue(loaded.trouble().contains("damaged"), loaded.trouble());
            assertEquals(text, Files.readString(aside(loaded)), "it is kept as it was");
            assertFalse(Files.exists(store.file(DUMP)));
        }
    }

    @Test
    void aFileOfALaterVersionIsPutAside() throws IOException {
        var store = new SessionStore(folder);
        var text = "{\"format\":\"gotstack-session\",\"version\":2,\"marks\":{\"new\":\"shape\"}}";
        Files.writeString(store.file(DUMP), text);
        var loaded = store.load(DUMP);

        assertTrue(loaded.trouble().contains("later version"), loaded.trouble());
        assertEquals(text, Files.readString(aside(loaded)));
    }

    private static Path aside(SessionStore.Loaded loaded) {
        var text = loaded.trouble();
        return Path.of(text.substring(text.indexOf("kept as ") + 8, text.length() - 1));
    }

    @Test
    void twoProgramsKeepEachOthersNotes() throws IOException {
        var first = new SessionStore(folder);
        var second = new SessionStore(folder);
        var base = first.save(DUMP, SavedSession.EMPTY, noted(Map.of(1L, "old", 2L, "old", 9L, "gone soon")));
        first.save(DUMP, base, noted(Map.of(1L, "old", 2L, "mine", 3L, "mine")));
        var both = second.save(DUMP, base, noted(Map.of(1L, "theirs", 2L, "theirs", 9L, "gone soon", 4L, "theirs")));

        assertEquals(Map.of(1L, "theirs", 2L, "theirs\nmine", 3L, "mine", 4L, "theirs"), texts(both));
        assertEquals(both, first.load(DUMP).session());
    }

    @Test
    void twoProgramsKeepEachOthersCorrections() throws IOException {
        var store = new SessionStore(folder);
        var base = store.save(DUMP, SavedSession.EMPTY, pinned(1, 2));
        store.save(DUMP, base, pinned(1, 2, 3));
        var both = store.save(DUMP, base, pinned(2, 4));
        assertEquals(Set.of(2L, 3L, 4L), both.corrections().pinned());
    }

    private static SavedSession pinned(long... slots) {
        var set = new java.util.HashSet<Long>();
        for (long slot : slots) {
            set.add(slot);
        }
        return new SavedSession(
                "", "", Optional.empty(), Notes.NONE, new Corrections(set, Set.of()), List.of(), Map.of());
    }

    /// Eight writers at once, each adding notes of its own: all are there in the end.
    @Test
    void writersAtOnceLoseNothing() throws Exception {
        int writers = 4;
        int notes = 5;
        var tasks = new ArrayList<Callable<Object>>();
        for (int writer = 0; writer < writers; writer++) {
            long number = writer;
            tasks.add(() -> {
                var store = new SessionStore(folder);
                var base = SavedSession.EMPTY;
                var mine = new HashMap<Long, String>();
                for (long i = 0; i < notes; i++) {
                    mine.putAll(texts(base));
                    mine.put(number * 100 + i, "note");
                    base = store.save(DUMP, base, noted(mine));
                }
                return base;
            });
        }
        try (var pool = Executors.newFixedThreadPool(writers)) {
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
        assertEquals(
                writers * notes,
                texts(new SessionStore(folder).load(DUMP).session()).size());
    }

    @Test
    void aFolderThatCannotBeWrittenSaysSo() throws IOException {
        var blocked = Files.writeString(folder.resolve("file"), "in the way");
        var store = new SessionStore(blocked.resolve("sessions"));
        assertThrows(IOException.class, () -> store.save(DUMP, SavedSession.EMPTY, noted(Map.of(1L, "a"))));
        assertEquals("in the way", Files.readString(blocked));
    }

    @Test
    void aFileThatWasDeletedIsWrittenAnew() throws IOException {
        var store = new SessionStore(folder);
        var base = store.save(DUMP, SavedSession.EMPTY, noted(Map.of(1L, "a")));
        Files.delete(store.file(DUMP));
        store.save(DUMP, base, base);
        assertEquals(Map.of(1L, "a"), texts(store.load(DUMP).session()));
    }

    @Test
    void theSameDumpIsKnownByItsContent() throws IOException {
        var bytes = new byte[20_000];
        bytes[100] = 7;
        var one = Files.write(folder.resolve("one.dmp"), bytes);
        var other = Files.write(folder.resolve("other name.dmp"), bytes);
        assertEquals(DumpIdentity.of(one), DumpIdentity.of(other));
        bytes[100] = 8;
        Files.write(other, bytes);
        assertFalse(DumpIdentity.of(one).equals(DumpIdentity.of(other)), "another header");
        Files.write(other, new byte[0]);
        assertEquals(0, DumpIdentity.of(other).size());
    }
}
