package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Footprint;
import dev.gotstack.Samples;
import dev.gotstack.ui.session.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// One window for a whole day: dumps are opened and closed, work is cancelled at random moments. A few times; with
/// `-Dfuzz.soak=1000` as many dumps, and half as many times of each kind of cancelling.
class SoakTest extends WindowTest {
    private static final int DUMPS = Integer.getInteger("fuzz.soak", 20);
    /// Openings after which everything is loaded that stays for good.
    private static final int FIRST = 10;
    private static final long PATIENCE = 180;
    private static final long MOST_HEAP = 16 << 20;

    @TempDir
    Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(Long.getLong("fuzz.seed", 7));
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private List<Path> dumps = List.of();

    @BeforeEach
    void watch() throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        interact(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            window.keepSessions(dump -> new SessionStore(folder.resolve("sessions")));
        });
        var packed = folder.resolve("packed.dmp.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(Samples.ARTICLE, out);
        }
        var all = new ArrayList<>(Samples.folders().stream().map(Samples::dump).toList());
        all.add(Samples.ROOT.resolve("dumps-sample/overflow-x64/overflow-x64.dmp"));
        all.add(Samples.ROOT.resolve("dumps-sample/overflow-x64-formats/triage.dmp.gz"));
        all.add(packed);
        dumps = all;
    }

    @AfterEach
    void look() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        assertTrue(failures.isEmpty(), failures::toString);
    }

    /// The machine may be busy for longer than a user would wait.
    @Override
    boolean isQuiet() {
        return WaitForAsyncUtils.waitForAsyncFx(
                TimeUnit.SECONDS.toMillis(PATIENCE),
                () -> !model.work().runningProperty().get()
                        && !model.commands().busyProperty().get());
    }

    @Override
    void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
    }

    private Path any() {
        return dumps.get(random.nextInt(dumps.size()));
    }

    private void openAndClose(Path dump) {
        open(dump);
        assertNotNull(
                model.analysisProperty().get(), () -> model.problemProperty().get());
        interact(model::close);
        waitFor(this::isQuiet);
    }

    @Test
    @Timeout(7200)
    void openingAndClosingTakesNothing() throws IOException {
        for (int i = 0; i < FIRST; i++) {
            openAndClose(dumps.get(i % dumps.size()));
        }
        var before = settled();
        long heap = Footprint.heap();
        for (int i = 0; i < DUMPS; i++) {
            openAndClose(i < dumps.size() ? dumps.get(i) : any());
            if (i % 100 == 99) {
                System.out.println(i + 1 + " dumps, heap " + (Footprint.heap() - heap >> 10) + " KiB more, "
                        + Footprint.now().mapped().size() + " files mapped");
            }
        }
        assertEquals(before, settled());
        long more = Footprint.heap() - heap;
        System.out.println(DUMPS + " dumps opened and closed: heap " + (more >> 10) + " KiB more");
        assertTrue(more < MOST_HEAP, more + " bytes more of the heap");
    }

    /// What is held when everything has ended that ends by itself.
    private Footprint settled() throws IOException {
        var last = Footprint.now();
        for (int i = 0; i < 40; i++) {
            sleep(250);
            var now = Footprint.now();
            if (now.equals(last) && i > 4 && now.mapped().isEmpty()) {
                break;
            }
            last = now;
        }
        return last;
    }

    /// @param begin begins something on the window's thread
    /// @param end cancels it there
    private void cancelled(int times, Runnable begin, Runnable end) {
        for (int i = 0; i < times; i++) {
            interactNow(begin);
            pause(random.nextInt(60_000));
            interactNow(end);
            if (random.nextInt(4) == 0) {
                waitFor(this::isQuiet);
            }
            assertTrue(failures.isEmpty(), failures::toString);
        }
        waitFor(this::isQuiet);
    }

    /// Without waiting for what it begins.
    private void interactNow(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE), (Callable<Void>) () -> {
            action.run();
            return null;
        });
    }

    private static void pause(int microseconds) {
        try {
            Thread.sleep(microseconds / 1000, microseconds % 1000 * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Timeout(7200)
    void cancellingAtAnyMomentLeavesNothing() throws IOException {
        int times = Math.max(6, DUMPS / 2);
        openAndClose(Samples.ARTICLE);
        var before = settled();
        cancelled(times, () -> model.open(any()), this::cancelOpening);
        interact(model::close);
        assertEquals(before, settled(), "opening");
        open(Samples.ARTICLE);
        var open = settled();
        cancelled(times, () -> model.execute("!search 0; s -sa 80000000 L?ffffffff"), model.commands()::cancel);
        cancelled(times, () -> model.execute(".reload"), model.commands()::cancel);
        waitFor(this::isQuiet);
        assertEquals(open.threads(), settled().threads(), "searching and loading symbols");
        works();
        interact(model::close);
        assertEquals(before, settled(), "searching and loading symbols");
        System.out.println(times + " times each: opening, searching and loading symbols cancelled");
    }

    private void cancelOpening() {
        switch (random.nextInt(3)) {
            case 0 -> model.work().cancel();
            case 1 -> model.close();
            default -> model.open(any());
        }
    }

    private void works() {
        int entries = model.console().size();
        interact(() -> model.execute("? 1+1"));
        waitFor(() -> isQuiet() && model.console().size() > entries);
        assertTrue(model.console().getLast().output().text().contains("2"), "the window does not work any more");
    }
}
