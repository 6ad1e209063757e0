package dev.gotstack.fuzz;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Sees what readers must not do: connect to anything, and leave files behind. Stands as the proxy for every protocol,
/// and looks into the folders that programs write to when they are not told where.
public final class Witness implements AutoCloseable {
    private static final List<String> PROXIES =
            List.of("http.proxyHost", "https.proxyHost", "ftp.proxyHost", "socksProxyHost");

    private final ServerSocket proxy;
    private final AtomicInteger connections = new AtomicInteger();

    /// Begins to watch this machine's connections.
    public Witness() throws IOException {
        this.proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        for (var name : PROXIES) {
            System.setProperty(name, proxy.getInetAddress().getHostAddress());
            System.setProperty(name.replace("Host", "Port"), Integer.toString(proxy.getLocalPort()));
        }
        System.setProperty("http.nonProxyHosts", "");
        Thread.ofPlatform().daemon().name("witness").start(this::accept);
    }

    private void accept() {
        while (!proxy.isClosed()) {
            try (var connection = proxy.accept()) {
                connections.incrementAndGet();
                connection.setSoLinger(true, 0);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// Connections that were tried so far.
    public int connections() {
        return connections.get();
    }

    /// Where the proxy listens.
    public int port() {
        return proxy.getLocalPort();
    }

    /// What lies in a folder, its own subfolders included.
    public static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        for (var name : PROXIES) {
            System.clearProperty(name);
            System.clearProperty(name.replace("Host", "Port"));
        }
        System.clearProperty("http.nonProxyHosts");
    }
}
