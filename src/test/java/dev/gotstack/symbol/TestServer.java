package dev.gotstack.symbol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A symbol server on the loopback interface, well-behaved or not.
final class TestServer implements AutoCloseable {

    /// How a path is answered.
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    static TestServer start() {
        try {
            return new TestServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            requests.add(path);
            answers.getOrDefault(path, answers.getOrDefault("*", status(404))).give(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sym";
    }

    /// Paths asked for, in order.
    List<String> requests() {
        return List.copyOf(requests);
    }

    /// @param path below `/sym/`, or `*` for all others
    TestServer on(String path, Answer answer) {
        answers.put(path.equals("*") ? path : "/sym/" + path, answer);
        return this;
    }

    TestServer file(String path, byte... content) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    static Answer status(int code) {
        return exchange -> {
            var body = ("error " + code).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    static Answer text(String type, String text) {
        return exchange -> {
            var body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /// Begins, and never ends.
    static Answer endless(byte[] start) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var body = exchange.getResponseBody();
            body.write(start);
            var more = new byte[8192];
            while (true) {
                body.write(more);
            }
        };
    }

    /// Sends these bytes, then nothing, until the server is closed.
    Answer stalled(byte... start) {
        return exchange -> {
            if (start.length > 0) {
                exchange.sendResponseHeaders(200, 1_000_000);
                exchange.getResponseBody().write(start);
                exchange.getResponseBody().flush();
            }
            closed.await(30, TimeUnit.SECONDS);
        };
    }

    /// Promises more than it sends.
    static Answer brokenOff(byte... start) {
        return exchange -> {
            exchange.sendResponseHeaders(200, start.length + 1000);
            exchange.getResponseBody().write(start);
            exchange.getResponseBody().flush();
            throw new IOException("breaks off");
        };
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
