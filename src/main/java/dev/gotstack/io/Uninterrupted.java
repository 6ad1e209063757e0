package dev.gotstack.io;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does things on threads that nobody interrupts. A channel that is interrupted while it maps a file closes itself and
/// throws, and what the system has mapped by then stays mapped for good: nobody knows where.
final class Uninterrupted {
    private static final long IDLE_SECONDS = 1;

    /// As many threads as are needed at once: a file on a drive that does not answer must not hold others up.
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("gotstack-mapping").factory());

    private Uninterrupted() {}

    /// Waits for a result, also where the calling thread is interrupted meanwhile: it stays so.
    ///
    /// @throws IOException if the work throws it
    static <T> T call(Callable<T> work) throws IOException {
        var running = THREADS.submit(work);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return result(running);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T result(Future<T> running) throws IOException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            var failure = e.getCause();
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }
}
