package dev.gotstack.ui.instance;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// The program that is first holds a lock and listens on a socket, both in a directory that only the user may enter;
/// those started later hand their dumps over. The lock goes with the process, however that ends: a socket that is there
/// when the lock is free is a dead program's, and is removed.
public final class SingleInstance implements AutoCloseable {
    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");
    private static final byte[] OPENED = "opened".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REFUSED = "refused".getBytes(StandardCharsets.US_ASCII);

    /// The first may just be starting, or showing a window.
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /// A request is sent at once, or never.
    private static final Duration FOR_REQUEST = Duration.ofSeconds(2);

    private static final int ATTEMPTS = 20;
    private static final long BETWEEN_ATTEMPTS = 50;

    private final PrivateDirectory directory;
    private final FileChannel lock;
    private final Path socket;
    private final CompletableFuture<Predicate<List<Path>>> opener = new CompletableFuture<>();
    private @Nullable ServerSocketChannel server;
    private boolean closed;

    /// What came of joining.
    ///
    /// @param delivered whether the dumps were handed to the program that runs already
    /// @param first this program's place as the first; null if it is not, or if there is no safe place to meet: then it
    ///     runs on its own
    public record Joined(boolean delivered, @Nullable SingleInstance first) {}

    private SingleInstance(PrivateDirectory directory, FileChannel lock, Path socket) {
        this.directory = directory;
        this.lock = lock;
        this.socket = socket;
    }

    /// Hands dumps to the program of the same user on the same display, or becomes that program.
    public static Joined join(List<Path> dumps) {
        try {
            var home = Path.of(System.getProperty("user.home", ""));
            var directory = PrivateDirectory.ofUser(System.getenv(), home, System.getProperty("os.name", ""));
            return join(directory, Display.of(System.getenv()).key(), dumps);
        } catch (IOException | RuntimeException e) {
            // No safe place to meet: a window all the same.
            return new Joined(false, null);
        }
    }

    /// @param name tells programs apart that do not share windows
    static Joined join(PrivateDirectory directory, String name, List<Path> dumps) throws IOException {
        var request = new OpenRequest(dumps).bytes();
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 0; attempt < ATTEMPTS && System.nanoTime() < end; attempt++) {
            var first = become(directory, name);
            if (first != null) {
                return new Joined(false, first);
            }
            if (deliver(directory, name, request)) {
                return new Joined(true, null);
            }
            pause();
        }
        return new Joined(false, null);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static @Nullable SingleInstance become(PrivateDirectory directory, String name) throws IOException {
        var path = directory.path().resolve(name + ".lock");
        var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        var lock = FileChannel.open(path, options, PrivateDirectory.attributes(path, MINE));
        try {
            if (lock.tryLock() == null) {
                lock.close();
                return null;
            }
            var socket = directory.path().resolve(name + ".socket");
            Files.deleteIfExists(socket);
            var first = new SingleInstance(directory, lock, socket);
            // Sockets take their time at a program's start: the lock is enough to go on.
            Thread.ofPlatform().daemon().name("gotstack-instance").start(first::acceptAll);
            return first;
        } catch (OverlappingFileLockException e) {
            lock.close();
            return null;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(socket, MINE);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static boolean deliver(PrivateDirectory directory, String name, byte[] request)
            throws SocketTimeoutException {
        var address = UnixDomainSocketAddress.of(directory.path().resolve(name + ".socket"));
        try (var channel = SocketChannel.open(address)) {
            if (!isOwn(channel, directory)) {
                return false;
            }
            try (var talk = new Talk(channel, PATIENCE)) {
                talk.say(request);
                return Arrays.equals(OPENED, talk.hear(OPENED.length + REFUSED.length));
            }
        } catch (SocketTimeoutException e) {
            throw e; // it is stuck, and will be
        } catch (IOException e) {
            return false; // it is ending, or starting: the next attempt shows
        }
    }

    /// Whether the process at the other end is the user's, where the system tells.
    private static boolean isOwn(SocketChannel channel, PrivateDirectory directory) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        var peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return peer.user().getName().equals(directory.owner().getName());
    }

    /// Says who opens windows. Requests that come earlier wait.
    ///
    /// @param windows opens them; called on any thread; false if the program is ending
    public void serve(Predicate<List<Path>> windows) {
        opener.complete(windows);
    }

    private void acceptAll() {
        try {
            var listening = listen(socket);
            if (!began(listening)) {
                listening.close();
                return;
            }
            while (listening.isOpen()) {
                var channel = listening.accept();
                Thread.ofVirtual().start(() -> answer(channel));
            }
        } catch (ClosedChannelException e) {
            return;
        } catch (IOException | RuntimeException e) {
            close(); // no sockets here, or out of file handles: later programs run on their own
        }
    }

    /// @return false if it is over already
    private synchronized boolean began(ServerSocketChannel listening) {
        server = listening;
        return !closed;
    }

    private void answer(SocketChannel channel) {
        try (channel) {
            if (!isOwn(channel, directory)) {
                return;
            }
            OpenRequest request;
            try (var talk = new Talk(channel, FOR_REQUEST)) {
                request = OpenRequest.of(talk.hear(OpenRequest.LONGEST));
                talk.say(opened(request) ? OPENED : REFUSED);
            }
        } catch (IOException e) {
            return; // it asked for nothing that can be done
        }
    }

    private boolean opened(OpenRequest request) {
        try {
            return opener.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).test(request.dumps());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Makes room for the next first program.
    @Override
    public synchronized void close() {
        closed = true;
        try (lock;
                var listening = server) {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            return; // the next program removes it
        }
    }
}
