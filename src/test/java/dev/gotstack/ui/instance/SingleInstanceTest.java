package dev.gotstack.ui.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first program serves those started later, and nobody else.
@Timeout(60)
class SingleInstanceTest {
    private static final String USER = System.getProperty("user.name");
    private static final List<Path> DUMPS = List.of(Path.of("/tmp/a b.dmp").toAbsolutePath());

    @TempDir
    private Path folder = Path.of("");

    private final BlockingQueue<List<Path>> opened = new LinkedBlockingQueue<>();
    private @Nullable SingleInstance first;

    @BeforeEach
    void posix() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
    }

    @AfterEach
    void close() {
        if (first != null) {
            first.close();
        }
    }

    private PrivateDirectory directory() throws IOException {
        return PrivateDirectory.at(folder.resolve("meet"), USER);
    }

    private SingleInstance becomeFirst() throws IOException {
        var joined = SingleInstance.join(directory(), "test", List.of());
        first = Objects.requireNonNull(joined.first());
        return first;
    }

    private Path socket() {
        return folder.resolve("meet").resolve("test.socket");
    }

    @Test
    void theSecondHandsItsDumpsOver() throws Exception {
        becomeFirst().serve(opened::add);

        var second = SingleInstance.join(directory(), "test", DUMPS);
        assertTrue(second.delivered());
        assertNull(second.first());
        assertEquals(DUMPS, opened.take());
    }

    @Test
    void requestsWaitUntilTheFirstHasStarted() throws Exception {
        var starting = becomeFirst();
        try (var pool = Executors.newCachedThreadPool()) {
            var second = pool.submit(() -> SingleInstance.join(directory(), "test", DUMPS));
            Thread.sleep(200);
            assertTrue(opened.isEmpty());
            starting.serve(opened::add);
            assertTrue(second.get().delivered());
        }
    }

    @Test
    void ofManyAtOnceOneIsFirst() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(() -> {
                        var joined = SingleInstance.join(directory(), "test", DUMPS);
                        if (joined.first() != null) {
                            joined.first().serve(opened::add);
                        }
                        return joined;
                    }))
                    .toList();
            int firsts = 0;
            for (var one : all) {
                if (one.get().first() != null) {
                    first = one.get().first();
                    firsts++;
                } else {
                    assertTrue(one.get().delivered());
                }
            }
            assertEquals(1, firsts);
            assertEquals(7, opened.size());
        }
    }

    @Test
    void aProgramThatEndsTakesNothing() throws Exception {
        becomeFirst().serve(dumps -> false);
        var joined = SingleInstance.join(directory(), "test", DUMPS);
        assertFalse(joined.delivered());
        assertNull(joined.first());
    }

    @Test
    void theNextIsFirstWhenTheFirstHasEnded() throws Exception {
        becomeFirst().close();
        assertFalse(Files.exists(socket()));
        assertNotNull(becomeFirst());
    }

    @Test
    void aDeadProgramsSocketIsRemoved() throws Exception {
        directory();
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertTrue(Files.exists(socket()), "closing leaves it");

        becomeFirst().serve(opened::add);
        assertTrue(SingleInstance.join(directory(), "test", DUMPS).delivered());
    }

    @Test
    void onlyTheUserCanReachIt() throws Exception {
        becomeFirst().serve(opened::add);
        assertTrue(SingleInstance.join(directory(), "test", DUMPS).delivered(), "it listens");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("meet"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
        var lock = folder.resolve("meet").resolve("test.lock");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
    }

    @Test
    void aDirectoryThatOthersMayEnterIsRefused() throws Exception {
        for (var permissions : List.of("rwx--x---", "rwx---r--", "rwxrwxrwx")) {
            var open = Files.createDirectory(folder.resolve(permissions));
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(permissions));
            assertThrows(AccessDeniedException.class, () -> PrivateDirectory.at(open, USER));
        }
    }

    @Test
    void anotherUsersDirectoryIsRefused() throws Exception {
        assumeTrue(!"nobody".equals(USER));
        var theirs = directory().path();
        assertThrows(AccessDeniedException.class, () -> PrivateDirectory.at(theirs, "nobody"));
    }

    @Test
    void aLinkIsRefused() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link"), directory().path());
        assertThrows(AccessDeniedException.class, () -> PrivateDirectory.at(link, USER));
    }

    @Test
    void aPlantedLockIsNotFollowed() throws Exception {
        var victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(directory().path().resolve("test.lock"), victim);
        assertThrows(IOException.class, () -> SingleInstance.join(directory(), "test", DUMPS));
        assertEquals("precious", Files.readString(victim));
    }

    @Test
    void rubbishIsAnsweredByNothing() throws Exception {
        becomeFirst().serve(opened::add);
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            var rubbish = new byte[random.nextInt(200)];
            random.nextBytes(rubbish);
            send(i % 2 == 0 ? rubbish : framed(rubbish));
        }
        send(ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array());
        assertTrue(opened.isEmpty());
        assertTrue(SingleInstance.join(directory(), "test", DUMPS).delivered(), "it still serves");
    }

    @Test
    void whoSaysNothingHoldsNobodyUp() throws Exception {
        becomeFirst().serve(opened::add);
        assertTrue(SingleInstance.join(directory(), "test", DUMPS).delivered(), "it listens");
        try (var silent = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            assertTrue(SingleInstance.join(directory(), "test", DUMPS).delivered());
            assertEquals(-1, silent.read(ByteBuffer.allocate(1)), "hung up on");
        }
    }

    @Test
    void waitingEnds() throws Exception {
        directory();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()));
            try (var talk =
                    new Talk(SocketChannel.open(UnixDomainSocketAddress.of(socket())), Duration.ofMillis(100))) {
                assertThrows(IOException.class, () -> talk.hear(10));
            }
        }
    }

    private void send(byte[] bytes) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.shutdownOutput();
            assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
        } catch (IOException hungUp) {
            return; // before all of it was written
        }
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    @Test
    void theMeetingPlaceIsTheDesktops() throws Exception {
        var run = folder.resolve("run");
        var ofDesktop = PrivateDirectory.ofUser(Map.of("XDG_RUNTIME_DIR", run.toString()), folder, "Linux");
        assertEquals(run.resolve("gotstack"), ofDesktop.path());
        var ofCache = PrivateDirectory.ofUser(Map.of("XDG_RUNTIME_DIR", "relative"), folder, "Linux");
        assertEquals(folder.resolve(".cache").resolve("gotstack"), ofCache.path());
    }

    @Test
    void programsOnAnotherScreenAreOthers() {
        var here = Display.of(Map.of("DISPLAY", ":0"));
        assertEquals(
                here.key(), Display.of(Map.of("DISPLAY", ":0", "HOME", "/")).key());
        assertNotEquals(
                here.key(), Display.of(Map.of("DISPLAY", "localhost:10.0")).key());
        assertTrue(here.key().matches("[a-z0-9-]{1,20}"), here.key());
    }
}
