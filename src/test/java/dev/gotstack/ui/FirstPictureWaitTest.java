package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Who reads a dump waits for the window's first picture, but not for ever.
class FirstPictureWaitTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final FirstPicture picture = new FirstPicture();

    @Test
    void oneGoesOnWhenItIsThere() throws InterruptedException {
        var there = new AtomicBoolean();
        var early = new AtomicBoolean();
        var reader = Thread.ofPlatform().daemon().start(() -> {
            picture.await();
            early.set(!there.get());
        });
        there.set(true);
        picture.shown();
        assertTrue(reader.join(LONG));
        assertFalse(early.get());
    }

    @Test
    void aWindowThatIsNeverShownKeepsNobody() throws InterruptedException {
        var reader = Thread.ofPlatform().daemon().start(() -> {
            picture.await();
            picture.await();
        });
        assertTrue(reader.join(LONG));
    }

    @Test
    void whoIsInterruptedStaysSo() throws InterruptedException {
        var interrupted = new AtomicBoolean();
        var reader = Thread.ofPlatform().daemon().unstarted(() -> {
            picture.await();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        reader.interrupt();
        assertTrue(reader.join(LONG));
        assertTrue(interrupted.get());
    }
}
