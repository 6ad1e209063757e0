package dev.gotstack.symbol.server;

import dev.gotstack.symbol.server.ServerException.Blame;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// One answer's body on its way into a file. Ends the answer as soon as it is too long or does not begin as the wanted
/// file must: a web page in its place, or a body without end, costs no more than its first bytes. Bodies of errors are
/// not kept.
final class Transfer implements HttpResponse.BodyHandler<Long>, HttpResponse.BodySubscriber<Long> {
    private static final int OK = 200;
    /// Reading a short error page to its end keeps the connection usable.
    private static final long MOST_OF_AN_ERROR = 1 << 16;

    private final FileChannel file;
    private final byte[] start;
    private final long most;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private volatile long lastSign = System.nanoTime();
    private volatile long received;
    private volatile long total;
    private volatile boolean kept;
    private volatile Flow.@Nullable Subscription subscription;

    /// @param start what the file begins with
    /// @param most bytes it may have
    Transfer(FileChannel file, String start, long most) {
        this.file = file;
        this.start = start.getBytes(StandardCharsets.US_ASCII);
        this.most = most;
    }

    /// Bytes so far.
    long received() {
        return received;
    }

    /// Bytes the server promised, 0 if unknown.
    long total() {
        return total;
    }

    /// Nanoseconds since anything came.
    long silence() {
        return System.nanoTime() - lastSign;
    }

    @Override
    public HttpResponse.BodySubscriber<Long> apply(HttpResponse.ResponseInfo answer) {
        lastSign = System.nanoTime();
        kept = answer.statusCode() == OK;
        total = Math.max(0, answer.headers().firstValueAsLong("Content-Length").orElse(0));
        var type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (kept && type.startsWith("text/html")) {
            fail("a web page instead of the file");
        } else if (kept && total > most) {
            fail("too large: " + total + " bytes, at most " + most + " are taken");
        }
        return this;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription body) {
        subscription = body;
        if (done.isDone()) {
            body.cancel();
        } else {
            body.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lastSign = System.nanoTime();
        for (var buffer : buffers) {
            if (!done.isDone()) {
                take(buffer);
            }
        }
    }

    private void take(ByteBuffer buffer) {
        long before = received;
        received = before + buffer.remaining();
        if (!kept) {
            if (received > MOST_OF_AN_ERROR) {
                end();
                done.complete(received);
            }
        } else if (received > most) {
            fail("too large: more than " + most + " bytes");
        } else if (!startsRight(buffer, before)) {
            fail("not the file: it begins '" + text(buffer) + "'");
        } else {
            write(buffer);
        }
    }

    private boolean startsRight(ByteBuffer buffer, long at) {
        for (int i = 0; at + i < start.length && i < buffer.remaining(); i++) {
            if (buffer.get(buffer.position() + i) != start[(int) at + i]) {
                return false;
            }
        }
        return true;
    }

    private void write(ByteBuffer buffer) {
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            end();
            done.completeExceptionally(new ServerException(Blame.LASTING, "cannot be stored (" + e + ")"));
        }
    }

    private static String text(ByteBuffer buffer) {
        var first = new byte[Math.min(16, buffer.remaining())];
        buffer.get(buffer.position(), first);
        return new String(first, StandardCharsets.US_ASCII).replaceAll("[^ -~]", ".");
    }

    private void fail(String why) {
        end();
        done.completeExceptionally(new ServerException(Blame.FILE, why));
    }

    /// Takes no more; nothing happens if all has come.
    void end() {
        var body = subscription;
        if (body != null) {
            body.cancel();
        }
    }

    @Override
    public void onError(Throwable cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        if (kept && received < start.length) {
            fail("not the file: it ends after " + received + " bytes");
        }
        done.complete(received);
    }
}
