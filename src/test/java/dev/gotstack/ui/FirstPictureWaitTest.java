package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Who reads a dump waits for the window's first picture, but not for ever.
class FirstPictureWaitTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void oneGoesOnWhenItIsThere() throws InterruptedException {
        var picture = new FirstPicture(Duration.ofDays(1));
        var reader = Thread.ofPlatform().daemon().start(picture::await);
        assertFalse(reader.join(Duration.ofMillis(50)));
        picture.shown();
        assertTrue(reader.join(LONG));
    }

    @Test
    void aWindowThatIsNeverShownKeepsNobody() throws InterruptedException {
        var picture = new FirstPicture(Duration.ofMillis(1));
        var reader = Thread.ofPlatform().daemon().start(picture::await);
        assertTrue(reader.join(LONG));
    }

    @Test
    void whoIsInterruptedStaysSo() throws InterruptedException {
        var picture = new FirstPicture(Duration.ofDays(1));
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
