package dev.gotstack.ui.session;

import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Notes;
import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.UiText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Takes up the work on a dump where it was left, and saves it: soon after every change, and when the dump or the
/// window is closed. Where nothing can be saved, everything else still works and the user is told once.
public final class SessionKeeper {
    private static final Duration SOON = Duration.millis(600);
    private static final long PATIENCE = 4;

    /// What a window tells of its layout, and what it is told.
    public interface Layout {
        Map<String, String> arrangement();

        void arrange(Map<String, String> layout);
    }

    /// Shows what went wrong, and what still works.
    public interface Complaints {
        void problem(String what, String works);

        /// What went wrong before is well again.
        void settled(String what);
    }

    /// The dump whose session is kept now. `base` is what its file held last.
    private static final class Kept {
        final SessionStore store;
        final DumpIdentity dump;
        SavedSession base;
        SavedSession latest;
        boolean restoring = true;
        boolean complained;

        Kept(SessionStore store, DumpIdentity dump, SavedSession loaded) {
            this.store = store;
            this.dump = dump;
            this.base = loaded;
            this.latest = loaded;
        }
    }

    private final AnalysisModel model;
    private final Function<Path, SessionStore> stores;
    private final Layout layout;
    private final Complaints complaints;
    private final Background loading = new Background();
    private final PauseTransition soon = new PauseTransition(SOON);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("gotstack-session").factory());
    private @Nullable Kept kept;
    /// Of dumps that were closed while nothing could be saved.
    private final Set<Kept> unsaved = new LinkedHashSet<>();
    private List<String> usualPaths = List.of();
    private @Nullable Future<Boolean> lastSave;

    public SessionKeeper(
            AnalysisModel model, Function<Path, SessionStore> stores, Layout layout, Complaints complaints) {
        this.model = model;
        this.stores = stores;
        this.layout = layout;
        this.complaints = complaints;
        soon.setOnFinished(event -> save());
        model.openingsProperty().subscribe((before, now) -> leave());
        model.analysisProperty().subscribe(analysis -> {
            if (analysis != null && kept == null) {
                usualPaths = analysis.options().symbolPaths();
                load();
            }
        });
        for (Observable part : List.of(
                model.notebook().notesProperty(),
                model.analysisProperty(),
                model.contextProperty(),
                model.selectionProperty())) {
            part.addListener(changed -> changed());
        }
    }

    private void load() {
        var file = model.fileProperty().get();
        if (file == null) {
            return;
        }
        loading.start(
                () -> {
                    var dump = DumpIdentity.of(file);
                    var store = stores.apply(file);
                    return new Found(store, dump, store.load(dump));
                },
                this::restore,
                failure -> complaints.problem(
                        UiText.of("session.not-read", String.valueOf(failure.getMessage())),
                        UiText.of("session.not-read.works")));
    }

    /// What was read of a dump's session.
    private record Found(SessionStore store, DumpIdentity dump, SessionStore.Loaded loaded) {}

    private void restore(Found found) {
        var session = found.loaded().session();
        var open = new Kept(found.store(), found.dump(), session);
        kept = open;
        // What was written down while this was being read is not lost.
        var written = model.notebook().notes();
        model.notebook().load(Merge.notes(Notes.NONE, written, session.notes()));
        if (!session.layout().isEmpty()) {
            layout.arrange(session.layout());
        }
        commands(session).forEach(model::follow);
        whenQuiet(open, () -> {
            session.selection().ifPresent(model::resume);
            open.restoring = false;
            changed();
        });
        if (!found.loaded().trouble().isEmpty()) {
            complaints.problem(found.loaded().trouble(), UiText.of("session.set-aside.works"));
        }
    }

    /// What is to be run to be where one was.
    private List<String> commands(SavedSession session) {
        var commands = new ArrayList<String>();
        var now = model.contextProperty().get();
        var paths = session.symbolPaths();
        boolean writable = paths.stream().noneMatch(path -> path.indexOf('"') >= 0);
        if (!paths.isEmpty() && !paths.equals(usualPaths) && writable) {
            commands.add(".sympath \"" + String.join(";", paths) + "\"; .reload");
        }
        slots("kr -pin ", session.corrections().pinned().stream()).forEach(commands::add);
        slots("kr -wrong ", session.corrections().rejected().stream()).forEach(commands::add);
        if (!session.context().isEmpty() && (now == null || !session.context().equals(now.setBy()))) {
            commands.add(session.context());
        }
        return commands;
    }

    private static Stream<String> slots(String command, Stream<Long> slots) {
        return slots.sorted(Long::compareUnsigned).map(slot -> command + "0x" + Long.toHexString(slot));
    }

    /// Does something when no command runs or waits any more, unless another dump has taken the window until then.
    private void whenQuiet(Kept open, Runnable then) {
        Platform.runLater(() -> {
            if (kept != open) {
                return;
            }
            if (!model.commands().busyProperty().get()) {
                then.run();
                return;
            }
            var again = new PauseTransition(Duration.millis(30));
            again.setOnFinished(event -> whenQuiet(open, then));
            again.play();
        });
    }

    private void changed() {
        var open = kept;
        var context = model.contextProperty().get();
        if (open != null && context != null && !open.restoring) {
            open.latest = now(context);
            soon.playFromStart();
        } else if (open != null && context != null) {
            // Until everything is as it was, only what the user writes is taken.
            open.latest = withNotes(open.latest);
        }
    }

    private SavedSession withNotes(SavedSession session) {
        return new SavedSession(
                session.dump(),
                session.context(),
                session.selection(),
                model.notebook().notes(),
                session.corrections(),
                session.symbolPaths(),
                session.layout());
    }

    private SavedSession now(Context context) {
        var paths = context.options().symbolPaths();
        return new SavedSession(
                Optional.ofNullable(model.fileProperty().get())
                        .map(Path::toString)
                        .orElse(""),
                context.setBy(),
                Optional.ofNullable(model.selectionProperty().get()),
                model.notebook().notes(),
                context.corrections(),
                paths.equals(usualPaths) ? List.of() : paths,
                layout.arrangement());
    }

    private void save() {
        if (kept != null) {
            unsaved.add(kept);
        }
        for (var open : List.copyOf(unsaved)) {
            if (open.latest.equals(open.base)) {
                unsaved.remove(open);
            } else {
                lastSave = submit(open);
            }
        }
    }

    private Future<Boolean> submit(Kept open) {
        var base = open.base;
        var mine = open.latest;
        return writer.submit(() -> {
            try {
                var written = open.store.save(open.dump, base, mine);
                Platform.runLater(() -> saved(open, mine, written));
                return true;
            } catch (IOException | RuntimeException e) {
                Platform.runLater(() -> failed(open, e));
                return false;
            }
        });
    }

    private void saved(Kept open, SavedSession mine, SavedSession written) {
        open.base = written;
        if (open.latest.equals(mine)) {
            unsaved.remove(open);
        }
        if (open.complained) {
            open.complained = false;
            complaints.settled(UiText.of("session.saved-again"));
        }
        if (kept == open && !written.notes().equals(mine.notes())) {
            // Another program has added to it. What was changed here meanwhile is put on top.
            model.notebook().load(Merge.notes(mine.notes(), model.notebook().notes(), written.notes()));
        }
    }

    private void failed(Kept open, Exception failure) {
        if (!open.complained) {
            open.complained = true;
            complaints.problem(
                    UiText.of("session.not-saved", String.valueOf(failure.getMessage())),
                    UiText.of("session.not-saved.works"));
        }
    }

    /// Another dump takes the window: what is known of this one is saved.
    private void leave() {
        loading.cancel();
        soon.stop();
        if (kept != null) {
            kept.latest = kept.restoring ? kept.latest : withLayout(kept.latest);
            save();
            kept = null;
        }
    }

    private SavedSession withLayout(SavedSession session) {
        return new SavedSession(
                session.dump(),
                session.context(),
                session.selection(),
                session.notes(),
                session.corrections(),
                session.symbolPaths(),
                layout.arrangement());
    }

    /// Saves what is not saved yet and waits until it is, or a few seconds, for the window is about to be closed.
    ///
    /// @return false if notes would be lost with it
    public boolean saveNow() {
        soon.stop();
        save();
        return awaitSave();
    }

    /// Saves what is not saved yet and waits until it is, or a few seconds: the program is about to end.
    public void close() {
        leave();
        awaitSave();
        writer.shutdown();
    }

    private boolean awaitSave() {
        var last = lastSave;
        if (last == null) {
            return true;
        }
        try {
            return last.get(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false; // what could be said about it was said when it failed
        }
    }
}
