package dev.gotstack.ui.instance;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/// Messages over a socket, each after its length as a 32-bit big-endian number. All of it has to be done within a time
/// and a size: the other side may be broken, stopped or hostile.
final class Talk implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final long end;

    /// @param patience for all that is said
    Talk(SocketChannel channel, Duration patience) throws IOException {
        this.channel = channel;
        this.end = System.nanoTime() + patience.toNanos();
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    void say(byte[] message) throws IOException {
        var all = ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .flip();
        while (all.hasRemaining()) {
            if (channel.write(all) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /// @param longest bytes that it may have
    /// @throws SocketTimeoutException if it does not come in time
    byte[] hear(int longest) throws IOException {
        int length = exactly(Integer.BYTES).getInt();
        if (length < 0 || length > longest) {
            throw new ProtocolException("a message of " + length + " bytes");
        }
        return exactly(length).array();
    }

    private ByteBuffer exactly(int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes);
            if (read < 0) {
                throw new ProtocolException("ended after " + bytes.position() + " of " + length + " bytes");
            }
            if (read == 0) {
                await(SelectionKey.OP_READ);
            }
        }
        return bytes.flip();
    }

    private void await(int operation) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        key.interestOps(operation);
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
