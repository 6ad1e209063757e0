package dev.gotstack.symbol.server;

import dev.gotstack.io.Progress;
import dev.gotstack.symbol.server.ServerException.Blame;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A symbol store behind HTTP. One that cannot be reached, refuses, or fails twice in a row is not asked again: a dump
/// has two hundred images, and waiting for each would look like a hang. Safe for use by several threads.
public final class SymbolServer {

    /// How a server holds a file.
    public enum Form {
        PLAIN,
        CABINET,
        POINTER
    }

    private static final String CABINET_START = "MSCF";
    private static final String POINTER_NAME = "file.ptr";
    private static final long MOST_OF_A_POINTER = 4096;
    private static final int MOST_FAILURES = 2;

    private final URI base;
    private final Download download;
    private final ServerLimits limits;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String fault = "";

    /// @param base its address, without anything after the path
    /// @param client asked for when the first file is wanted; it must not follow redirects by itself
    public SymbolServer(URI base, Supplier<HttpClient> client, ServerLimits limits) {
        this.base = base;
        this.limits = limits;
        this.download = new Download(client, limits);
    }

    /// The address of a server, if `location` is one.
    public static Optional<URI> address(String location) {
        try {
            var uri = new URI(location.strip().replaceAll("/+$", ""));
            return uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// An address without the name and password that may be in it.
    public static String shown(URI uri) {
        var user = uri.getRawUserInfo();
        return user == null ? uri.toString() : uri.toString().replace(user + "@", "");
    }

    public String name() {
        return shown(base);
    }

    /// Where the server would have the file, for messages and notes.
    public String place(String name, String key) {
        return shown(uri(name, key, name));
    }

    /// Writes a file into `into` as the server has it: plain, else in a cabinet, else a pointer to it.
    ///
    /// @param name a harmless file name
    /// @param start what the plain file begins with
    /// @return empty if the server has it in no form
    /// @throws ServerException if that cannot be found out
    public Optional<Form> fetch(String name, String key, String start, Path into, Progress progress)
            throws ServerException {
        if (!fault.isEmpty()) {
            throw new ServerException(Blame.FILE, "not asked again: " + fault);
        }
        try {
            var form = forms(name, key, start, into, progress);
            failures.set(0);
            return form;
        } catch (ServerException e) {
            remember(e);
            throw e;
        }
    }

    /// Writes what a pointer names.
    ///
    /// @return false if it is not there
    public boolean fetchPointed(URI target, String start, Path into, Progress progress) throws ServerException {
        if ("https".equalsIgnoreCase(base.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
            throw new ServerException(Blame.FILE, "points to " + shown(target) + ", which is not secure");
        }
        return download.get(target, into, start, limits.mostBytes(), progress);
    }

    private Optional<Form> forms(String name, String key, String start, Path into, Progress progress)
            throws ServerException {
        if (get(name, key, name, start, into, progress)) {
            return Optional.of(Form.PLAIN);
        }
        var packed = name.substring(0, name.length() - 1) + "_";
        if (get(name, key, packed, CABINET_START, into, progress)) {
            return Optional.of(Form.CABINET);
        }
        if (download.get(uri(name, key, POINTER_NAME), into, "", MOST_OF_A_POINTER, progress)) {
            return Optional.of(Form.POINTER);
        }
        // Stores that tell letter case apart are written in lower case.
        var lower = name.toLowerCase(Locale.ROOT);
        var lowerKey = key.toLowerCase(Locale.ROOT);
        boolean differs = !lower.equals(name) || !lowerKey.equals(key);
        return differs && get(lower, lowerKey, lower, start, into, progress)
                ? Optional.of(Form.PLAIN)
                : Optional.empty();
    }

    private boolean get(String name, String key, String file, String start, Path into, Progress progress)
            throws ServerException {
        return download.get(uri(name, key, file), into, start, limits.mostBytes(), progress);
    }

    private void remember(ServerException e) {
        boolean lasting = e.blame() == Blame.LASTING;
        boolean failed = e.blame() == Blame.PASSING || e.blame() == Blame.SLOW;
        if (lasting || (failed && failures.incrementAndGet() >= MOST_FAILURES)) {
            fault = String.valueOf(e.getMessage());
        }
    }

    private URI uri(String name, String key, String file) {
        return URI.create(base + "/" + encoded(name) + "/" + encoded(key) + "/" + encoded(file));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
