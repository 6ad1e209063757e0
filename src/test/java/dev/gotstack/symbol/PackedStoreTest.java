package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.packed.Cabinet;
import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.symbol.pdb.PdbIdentity;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.synth.CabinetWriter;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PdbWriter;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Symbols in forms other than a plain PDB: cabinets, pointers, ISF files.
class PackedStoreTest {
    private static final String GUID = "112233445566778899AABBCCDDEEFF00";
    private static final String DIR = "sample.pdb/" + GUID + "1/";

    @TempDir
    private Path folder = Path.of("");

    private Path put(String relative, byte... content) throws IOException {
        var path = folder.resolve(relative);
        Files.createDirectories(path.resolve("..").normalize());
        return Files.write(path, content);
    }

    private static byte[] pdb() {
        return new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x60000020L)
                .publicSymbol(1, 0x20, 2, "_Work@12")
                .bytes();
    }

    private static byte[] isf(String guid, int age) {
        return ("{\"metadata\": {\"windows\": {\"pdb\": {\"GUID\": \"" + guid + "\", \"age\": " + age
                        + ", \"database\": \"sample.pdb\", \"machine_type\": 332}}},"
                        + " \"symbols\": {\"Work\": {\"address\": 4128}}, \"user_types\": {\"_T\": {\"size\": 4}}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private ModuleSymbols load(String path, boolean forced) {
        return load(path, forced, new PeWriter(false));
    }

    private ModuleSymbols load(String path, boolean forced, PeWriter writer) {
        var options = new SymbolOptions(forced, false, folder.resolve("own"), ServerLimits.standard());
        var image = PeImage.inMemory(MemoryBytes.of(writer.inMemory()));
        return SymbolStore.of(List.of(), List.of(path.replace("{}", folder.toString())), options)
                .load(new ImageRequest("sample.sys", 0xf000_0000L, 0x4000, 0, image, false));
    }

    @ParameterizedTest
    @CsvSource({
        "srv*{}/s, own",
        "{}/s, own",
        "srv*{}/near*{}/s, near",
        "cache*{}/near;srv*{}/far*{}/s, near",
        "cache*{}/near;{}/s, near"
    })
    void cabinetsAreUnpackedIntoTheNearestCache(String path, String cache) throws IOException {
        Files.createDirectories(folder.resolve("near"));
        var cabinet = put("s/" + DIR + "sample.pd_", CabinetWriter.mszip("../../x", pdb()));
        for (int i = 0; i < 2; i++) {
            try (var symbols = load(path, false)) {
                assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
            }
            assertTrue(Files.exists(folder.resolve(cache).resolve(DIR + "sample.pdb")));
            Files.write(cabinet, new byte[i == 0 ? 1 : 0]); // from now on the cache must do
        }
        assertFalse(Files.exists(folder.resolve("s/" + DIR + "sample.pdb")));
    }

    @Test
    void aLooseCabinetInANamedDirectory() throws IOException {
        put("s/SAMPLE.PD_", CabinetWriter.stored("a", pdb()));
        try (var symbols = load("{}/s", false)) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
    }

    @Test
    void aCabinetWithAnotherBuildOrDamageIsToldAndNotKept() throws IOException {
        var place = "s/" + DIR + "sample.pd_";
        var other = new PdbWriter().guid(new UUID(1, 2)).bytes();
        for (var content :
                List.of(CabinetWriter.mszip("a", other), CabinetWriter.mszip("a", new byte[99]), new byte[9])) {
            put(place, content);
            try (var symbols = load("srv*{}/s", false)) {
                assertEquals(Kind.NONE, symbols.kind());
                assertTrue(symbols.tried().getFirst().contains("sample.pd_: "), symbols.tried()::toString);
            }
            try (var own = Files.walk(folder.resolve("own"))) {
                assertEquals(0, own.filter(Files::isRegularFile).count());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH:{}/far.pdb", "path:{}/far.pdb\r\n", "{}/far.pdb", "PATH:{}/far.pd_"})
    void pointersAreFollowed(String text) throws IOException {
        put("far.pdb", pdb());
        put("far.pd_", CabinetWriter.mszip("a", pdb()));
        put(
                "s/" + DIR + "file.ptr",
                text.replace("{}", folder.toString()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var symbols = load("srv*{}/s", false)) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH:\\\\server\\share\\x.pdb",
                "PATH://server/share",
                "MSG: removed",
                "PATH:x.pdb",
                "",
                "PATH:http://127.0.0.1:1/"
            })
    void pointersThatAreNot(String text) throws IOException {
        put("s/" + DIR + "file.ptr", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (var symbols = load("srv*{}/s", false)) {
            assertEquals(Kind.NONE, symbols.kind());
            assertTrue(symbols.tried().getFirst().contains("file.ptr: "), symbols.tried()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any name.json",
                "sample.pdb/" + GUID + "-1.json",
                "windows/sample.pdb/112233445566778899aabbccddeeff00-1.json"
            })
    void isfFilesAreFoundInDirectories(String place) throws IOException {
        put("s/" + place, isf(GUID.toLowerCase(java.util.Locale.ROOT), 1));
        put("s/a.json", isf(GUID, 2));
        put("s/b.json", new byte[5]);
        try (var symbols = load("{}/s", false)) {
            assertTrue(symbols.isf().isPresent(), symbols.tried()::toString);
            assertEquals("Work", symbols.table().at(0x1020).orElseThrow().name());
            assertTrue(symbols.types().orElseThrow().type("_T").isPresent());
            assertTrue(symbols.pdb().isEmpty());
        }
    }

    @Test
    void anIsfFileMayBeNamedAndAPdbIsPreferred() throws IOException {
        var file = put("s/x.json", isf(GUID, 1));
        try (var symbols = load(file.toString(), false)) {
            assertTrue(symbols.isf().isPresent(), symbols.tried()::toString);
        }
        put("s/sample.pdb", pdb());
        try (var symbols = load("{}/s", false)) {
            assertTrue(symbols.pdb().isPresent(), symbols.tried()::toString);
            assertTrue(symbols.types().isPresent());
        }
    }

    @Test
    void anIsfFileOfAnotherBuildIsRefusedUnlessForced() throws IOException {
        var other = "0123456789ABCDEF0123456789ABCDEF";
        var file = put("s/x.json", isf(other, 1)).toString();
        for (var path : List.of(file, "{}/s")) {
            try (var symbols = load(path, false)) {
                assertEquals(Kind.NONE, symbols.kind());
                var lines = String.join("\n", symbols.tried());
                assertTrue(lines.contains("01234567-89ab-cdef-0123-456789abcdef"), lines);
            }
            try (var symbols = load(path, true)) {
                assertTrue(symbols.isf().isPresent());
            }
            try (var symbols = load(path, true, new PeWriter(false).pdbPath("other.pdb"))) {
                assertEquals(Kind.NONE, symbols.kind());
            }
        }
    }

    @Test
    void aNamedFileThatIsNoIsfIsTold() throws IOException {
        var file = put("x.json", isf("", 1)).toString();
        try (var symbols = load(file, false)) {
            assertTrue(symbols.tried().toString().contains("metadata.windows.pdb"), symbols.tried()::toString);
        }
    }

    @Test
    @Tag("realdata")
    void theRealKernelIsFoundByItsGuid() throws IOException {
        var real = Judge.data("real/isf_ntkrnlmp_5278AFF86C341677D7D7835C85B7B844-1.json.xz");
        Files.createDirectories(folder.resolve("s"));
        Files.copy(real, folder.resolve("s/renamed.json.xz"));
        var writer = new PeWriter(true)
                .guid(UUID.fromString("5278aff8-6c34-1677-d7d7-835c85b7b844"))
                .pdbPath("ntkrnlmp.pdb");
        try (var symbols = load("{}/s", false, writer)) {
            assertEquals(39_832, symbols.table().size(), symbols.tried()::toString);
        }
    }

    @Test
    @Tag("realdata")
    void theRealCabinetIsUnpackedAndVerified() throws IOException {
        var cabinet = Judge.data("real/moz_basic32.pd_");
        var into = folder.resolve("basic32.pdb");
        Cabinet.unpack(cabinet, into, 1 << 24, dev.gotstack.io.Progress.NONE);
        var identity = PdbIdentity.read(into);
        Files.createDirectories(folder.resolve("s"));
        Files.copy(cabinet, folder.resolve("s/basic32.pd_"));
        var writer = new PeWriter(false)
                .guid(identity.guid())
                .age((int) identity.age())
                .pdbPath("basic32.pdb");
        try (var symbols = load("{}/s", false, writer)) {
            assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
            assertTrue(symbols.table().size() > 100);
        }
    }
}
