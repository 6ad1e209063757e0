package dev.gotstack.fuzz;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Mark;
import dev.gotstack.model.Notes;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Corrections;
import dev.gotstack.ui.session.DumpIdentity;
import dev.gotstack.ui.session.SavedSession;
import dev.gotstack.ui.session.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// Saved sessions, and the notebook that they fill.
final class SessionTarget implements Target {
    private static final DumpIdentity DUMP = new DumpIdentity(4096, "0123456789abcdef0123456789abcdef");
    private static final DumpIdentity COPY = new DumpIdentity(4096, "fedcba9876543210fedcba9876543210");

    private final Path folder;
    private final SessionStore store;
    private final List<Specimen> specimens;

    SessionTarget(Path work) throws IOException {
        this.folder = Files.createTempDirectory(work, "sessions-");
        this.store = new SessionStore(folder);
        this.specimens =
                List.of(Specimen.of("empty", written(SavedSession.EMPTY)), Specimen.of("full", written(full())));
    }

    private static SavedSession full() {
        return new SavedSession(
                "/dumps/a.dmp",
                ".tss 0x28",
                Optional.of(new Selection(0xb8ae_5fe0L, 4, 3, 0x8088_c718L)),
                Notes.of(Map.of(
                        0xb8ae_6048L, new Mark(true, "two lines\n\"quoted\" ü"),
                        0xffff_f800_0000_0008L, new Mark(true, ""),
                        -1L, new Mark(false, "the last"))),
                new Corrections(Set.of(0xb8ae_6048L), Set.of(0xb8ae_6100L, 0xffff_f880_0000_0000L)),
                List.of("srv*/cache*https://example.org", "/pdbs"),
                Map.of("layout.rows", "0.3,0.5,0.7", "pane", "true"));
    }

    private byte[] written(SavedSession session) throws IOException {
        Files.deleteIfExists(store.file(DUMP));
        store.save(DUMP, SavedSession.EMPTY, session);
        return Files.readAllBytes(store.file(DUMP));
    }

    @Override
    public String name() {
        return "session";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public List<String> words() {
        return List.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "null",
                "true",
                "-1",
                "1e999",
                "99999999999999999999",
                "\"0x\"",
                "\"0xffffffffffffffff\"",
                "\"0x10000000000000000\"",
                "\"0x-1\"",
                "\"marks\":",
                "\"pinned\":",
                "\"version\":2147483648",
                "\"\\ud800\"",
                "[[[[[[[[[[[[[[[[",
                "{\"a\":".repeat(500));
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        Files.write(store.file(DUMP), input);
        var loaded = store.load(DUMP);
        if (!loaded.trouble().isEmpty()) {
            Expect.that(loaded.session().equals(SavedSession.EMPTY), "half a session");
            Expect.that(Files.notExists(store.file(DUMP)), "what cannot be read stays in the way");
            setAside(input);
            return;
        }
        var session = loaded.session();
        notebook(session.notes(), random.nextLong() >>> random.nextInt(64));
        Files.deleteIfExists(store.file(COPY));
        var saved = store.save(COPY, SavedSession.EMPTY, session);
        Expect.that(saved.equals(session), "saving changes a session");
        Expect.that(store.load(COPY).session().equals(session), "what is saved is not what is loaded");
    }

    private void setAside(byte[] input) throws IOException {
        try (var all = Files.newDirectoryStream(folder, "*.set-aside.json")) {
            for (var file : all) {
                Expect.that(java.util.Arrays.equals(input, Files.readAllBytes(file)), "what is put aside is changed");
                Files.delete(file);
            }
        }
    }

    private static void notebook(Notes notes, long address) {
        var model = new AnalysisModel(
                (file, options, progress, header) -> {
                    throw new IllegalStateException("nothing is opened");
                },
                AnalysisOptions.defaults(),
                new WinDbgInterpreter(),
                Runnable::run,
                Runnable::run);
        var notebook = model.notebook();
        notebook.load(notes);
        notebook.write(address, "seen", "a");
        notebook.toggleBookmark(address, "a");
        notebook.remove(address, "a");
        while (notebook.canUndoProperty().get()) {
            notebook.undo();
        }
        Expect.that(notebook.notes().equals(notes), "undoing everything is not where one began");
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
