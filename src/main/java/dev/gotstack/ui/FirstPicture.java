package dev.gotstack.ui;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether a window has shown its first picture. The analysis waits for it when it has read the dump's header: on two
/// processors it would keep the window from being drawn, and the story cannot be shown before that anyway.
final class FirstPicture {
    static final Duration PATIENCE = Duration.ofMillis(500);

    private final CountDownLatch shown = new CountDownLatch(1);
    private final Duration patience;

    /// @param patience how long it is waited for at most
    FirstPicture(Duration patience) {
        this.patience = patience;
    }

    /// From now on nobody waits.
    void shown() {
        shown.countDown();
    }

    /// Waits for it, but not for long: whatever keeps the window, the dump is read.
    void await() {
        try {
            boolean inTime = shown.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                shown.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever reads the dump ends
        }
    }
}
