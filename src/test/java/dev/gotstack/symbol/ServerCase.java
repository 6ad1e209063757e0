package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.io.Progress;
import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PdbWriter;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real HTTP on the loopback interface: a server, a cache, and a store that asks it.
@Timeout(20)
abstract class ServerCase {
    static final String KEY = "112233445566778899AABBCCDDEEFF001";
    static final String PLACE = "sample.pdb/" + KEY + "/sample.pdb";
    static final ServerLimits QUICK = new ServerLimits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            1 << 20,
            3,
            Duration.ofMillis(20),
            Duration.ofHours(1));

    @TempDir
    Path folder = Path.of("");

    final TestServer server = TestServer.start();

    @BeforeEach
    void noRequestsYet() {
        assertEquals(List.of(), server.requests());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static byte[] pdb() {
        return new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x60000020L)
                .publicSymbol(1, 0x20, 2, "_Work@12")
                .bytes();
    }

    Path cache() {
        return folder.resolve("cache");
    }

    SymbolStore store(String path) {
        return store(path, true, QUICK);
    }

    SymbolStore store(String path, boolean network, ServerLimits limits) {
        var expanded = path.replace("{cache}", cache().toString())
                .replace("{url}", server.url())
                .replace("{}", folder.toString());
        var options = new SymbolOptions(false, network, folder.resolve("own"), limits);
        return SymbolStore.of(List.of(), List.of(expanded), options);
    }

    static ModuleSymbols load(SymbolStore store) {
        return load(store, new PeWriter(false));
    }

    static ModuleSymbols load(SymbolStore store, PeWriter writer) {
        return load(store, writer, Progress.NONE);
    }

    static ModuleSymbols load(SymbolStore store, PeWriter writer, Progress progress) {
        var image = PeImage.inMemory(MemoryBytes.of(writer.inMemory()));
        return store.load(new ImageRequest("sample.sys", 0xf000_0000L, 0x4000, 0, image, false), progress);
    }

    /// Loads in vain, and leaves nothing behind.
    String failure(SymbolStore store) throws IOException {
        try (var symbols = load(store)) {
            assertEquals(Kind.NONE, symbols.kind(), symbols.tried()::toString);
            assertEquals(List.of(), files(cache()));
            return String.join("\n", symbols.tried());
        }
    }

    static List<String> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith(".gotstack-missing/"))
                    .sorted()
                    .toList();
        }
    }
}
