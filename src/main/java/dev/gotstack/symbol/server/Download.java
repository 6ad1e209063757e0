package dev.gotstack.symbol.server;

import dev.gotstack.io.Progress;
import dev.gotstack.symbol.server.ServerException.Blame;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Gets one file by HTTP: redirects, retries, time limits, progress and cancel. The caller's thread waits in short
/// steps, so that cancelling works at any moment.
final class Download {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> MISSING = Set.of(404, 410);
    private static final Set<Integer> BUSY = Set.of(408, 429);
    private static final int MOST_REDIRECTS = 5;
    private static final long STEP_MILLIS = 50;
    /// Some stores only answer clients that call themselves so.
    private static final String AGENT = "Microsoft-Symbol-Server/10.0 (Gotstack)";

    private final Supplier<HttpClient> client;
    private final ServerLimits limits;

    Download(Supplier<HttpClient> client, ServerLimits limits) {
        this.client = client;
        this.limits = limits;
    }

    /// Writes what `from` gives into the file.
    ///
    /// @param start what it must begin with
    /// @param most bytes it may have
    /// @return false if the server has no such file
    boolean get(URI from, Path into, String start, long most, Progress progress) throws ServerException {
        for (int attempt = 1; ; attempt++) {
            try {
                return follow(from, into, start, most, progress);
            } catch (ServerException e) {
                if (e.blame() != Blame.PASSING || attempt >= limits.attempts()) {
                    throw e;
                }
                pause(limits.pause().multipliedBy(attempt), from, progress);
            }
        }
    }

    private boolean follow(URI from, Path into, String start, long most, Progress progress) throws ServerException {
        var at = from;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            var answer = exchange(at, into, start, most, progress);
            int status = answer.statusCode();
            if (status == 200) {
                return true;
            }
            if (MISSING.contains(status)) {
                return false;
            }
            if (!REDIRECTS.contains(status)) {
                throw refused(status);
            }
            at = target(at, answer.headers().firstValue("Location").orElse(""));
        }
        throw new ServerException(Blame.FILE, "redirected more than " + MOST_REDIRECTS + " times");
    }

    /// A server that forbids or does not understand one request will not do better with the next.
    private static ServerException refused(int status) {
        boolean passing = status >= 500 || BUSY.contains(status);
        return new ServerException(passing ? Blame.PASSING : Blame.LASTING, "the server answered " + status);
    }

    private static URI target(URI at, String location) throws ServerException {
        try {
            var to = at.resolve(location);
            var scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https");
            if (to.getHost() != null && (secure || (scheme.equals("http") && !isSecure(at)))) {
                return to;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // told below, as any other place that is not followed
        }
        throw new ServerException(Blame.FILE, "redirected to '" + location + "', which is not followed");
    }

    private static boolean isSecure(URI at) {
        return "https".equalsIgnoreCase(at.getScheme());
    }

    private HttpResponse<Long> exchange(URI uri, Path into, String start, long most, Progress progress)
            throws ServerException {
        var options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (var file = FileChannel.open(into, options)) {
            var transfer = new Transfer(file, start, most);
            var request =
                    HttpRequest.newBuilder(uri).header("User-Agent", AGENT).build();
            var answer = client.get().sendAsync(request, transfer);
            try {
                return await(answer, transfer, uri, progress);
            } finally {
                answer.cancel(true);
                transfer.end();
            }
        } catch (ServerException e) {
            throw e;
        } catch (IOException e) {
            throw new ServerException(Blame.LASTING, "cannot be stored (" + e + ")");
        } catch (IllegalArgumentException e) {
            throw new ServerException(Blame.LASTING, "not an address to ask (" + e.getMessage() + ")");
        }
    }

    private HttpResponse<Long> await(
            CompletableFuture<HttpResponse<Long>> answer, Transfer transfer, URI uri, Progress progress)
            throws ServerException {
        long begin = System.nanoTime();
        while (true) {
            progress.at("Fetching " + SymbolServer.shown(uri), transfer.received(), transfer.total());
            try {
                return answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                if (transfer.silence() > limits.idle().toNanos()) {
                    throw new ServerException(Blame.SLOW, "no answer for " + words(limits.idle()));
                }
                if (System.nanoTime() - begin > limits.whole().toNanos()) {
                    throw new ServerException(Blame.SLOW, "not done after " + words(limits.whole()));
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private static ServerException failure(@Nullable Throwable cause) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof ServerException own) {
                return own;
            }
            if (at instanceof HttpConnectTimeoutException
                    || at instanceof ConnectException
                    || at instanceof UnresolvedAddressException
                    || at instanceof SSLException) {
                return new ServerException(Blame.LASTING, "cannot be reached (" + reason(at) + ")");
            }
        }
        return new ServerException(
                Blame.PASSING, "the connection broke off" + (cause == null ? "" : " (" + reason(cause) + ")"));
    }

    private static String reason(Throwable cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static void pause(Duration time, URI uri, Progress progress) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end) {
                progress.at("Waiting for " + SymbolServer.shown(uri), 0, 0);
                TimeUnit.MILLISECONDS.sleep(Math.min(STEP_MILLIS, time.toMillis()));
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    private static String words(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
