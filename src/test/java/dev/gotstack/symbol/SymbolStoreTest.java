package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.ModuleSymbols.Kind;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PdbWriter;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolStoreTest {
    private static final String KEY = "112233445566778899AABBCCDDEEFF001";
    private static final UUID OTHER = new UUID(1, 2);

    @TempDir
    private Path folder = Path.of("");

    private static byte[] pdb(PdbWriter writer) {
        return writer.section(".text", 0x1000, 0x1000, 0x60000020L)
                .publicSymbol(1, 0x20, 2, "_Work@12")
                .bytes();
    }

    private Path put(String relative, byte[] content) throws IOException {
        var path = folder.resolve(relative);
        Files.createDirectories(path.getParent() == null ? folder : path.getParent());
        return Files.write(path, content);
    }

    private static ImageRequest request(@Nullable PeWriter image) {
        var source = image == null ? null : PeImage.inMemory(MemoryBytes.of(image.inMemory()));
        return new ImageRequest("\\SystemRoot\\sample.sys", 0xf000_0000L, 0x4000, 0x4a5b6c7d, source, true);
    }

    private ModuleSymbols load(String path, PeWriter image) {
        return SymbolStore.of(List.of(path.replace("{}", folder.toString())), false)
                .load(request(image));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample.pdb",
                "SAMPLE.PDB",
                "sys/sample.pdb",
                "symbols/sys/Sample.pdb",
                "sample.pdb/" + KEY + "/sample.pdb",
                "Sample.PDB/112233445566778899aabbccddeeff001/sample.pdb",
                "renamed by someone.pdb"
            })
    void pdbsAreFoundInPlainDirectoriesAndStores(String place) throws IOException {
        put(place, pdb(new PdbWriter()));
        put("decoy.pdb", pdb(new PdbWriter().guid(OTHER)));
        put("broken.pdb", new byte[100]);
        try (var symbols = load("{}", new PeWriter(false))) {
            assertEquals(Kind.PDB, symbols.kind());
            assertEquals("Work", symbols.table().at(0x1025).orElseThrow().name());
            assertTrue(symbols.pdb().isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv*{}", "srv**{}*http://example.invalid/symbols", "cache*{}", "SYMSRV*symsrv.dll*{}"})
    void storesOfOneAndTwoTiers(String grammar) throws IOException {
        put("sample.pdb/" + KEY + "/sample.pdb", pdb(new PdbWriter()));
        try (var symbols = load(grammar, new PeWriter(false))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        Files.move(folder.resolve("sample.pdb"), folder.resolve("moved"));
        put("sa/sample.pdb/" + KEY + "/sample.pdb", pdb(new PdbWriter()));
        try (var symbols = load(grammar, new PeWriter(false))) {
            assertEquals(Kind.EXPORTS, symbols.kind(), "not a two-tier store");
        }
        put("index2.txt", new byte[0]);
        try (var symbols = load(grammar, new PeWriter(false))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
    }

    @Test
    void olderImagesNameTheirPdbByTime() throws IOException {
        put("sample.pdb/5F5F5F5F1/sample.pdb", pdb(new PdbWriter()));
        try (var symbols = load("srv*{}", new PeWriter(false).nb10())) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        try (var symbols =
                load("{}/sample.pdb/5F5F5F5F1", new PeWriter(false).nb10().age(2))) {
            assertEquals(Kind.EXPORTS, symbols.kind());
        }
    }

    @Test
    void aPureStoreIsNotSearchedForLooseFiles() throws IOException {
        put("sample.pdb", pdb(new PdbWriter()));
        try (var symbols = load("srv*{}", new PeWriter(false))) {
            assertEquals(Kind.EXPORTS, symbols.kind());
        }
    }

    @Test
    void aPdbOfAnotherBuildIsRefusedAndBothAreNamed() throws IOException {
        put("sample.pdb", pdb(new PdbWriter().guid(OTHER)));
        try (var symbols = load("{}", new PeWriter(false))) {
            assertEquals(Kind.EXPORTS, symbols.kind());
            assertEquals(
                    List.of("Alpha", "Beta"),
                    symbols.table().all().stream().map(Symbol::name).toList());
            var lines = String.join("\n", symbols.tried());
            assertTrue(lines.contains(OTHER.toString()), lines);
            assertTrue(lines.contains("11223344-5566-7788-99aa-bbccddeeff00"), lines);
        }
    }

    @Test
    void theAgeIsThatOfTheDebugInformation() throws IOException {
        var path = put("sample.pdb", pdb(new PdbWriter().ages(1, 4)));
        try (var symbols = load(path.toString(), new PeWriter(false))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
        try (var symbols = load(path.toString(), new PeWriter(false).age(4))) {
            assertEquals(Kind.EXPORTS, symbols.kind());
            var lines = String.join("\n", symbols.tried());
            assertTrue(lines.contains("age 1") && lines.contains("age 4"), lines);
        }
    }

    @Test
    void forceTakesAnotherBuildButPrefersTheRightOne() throws IOException {
        put("a/sample.pdb", pdb(new PdbWriter().guid(OTHER)));
        var store = SymbolStore.of(
                List.of(folder.resolve("a").toString(), folder.resolve("b").toString()), true);
        try (var symbols = store.load(request(new PeWriter(false)))) {
            assertEquals(OTHER, symbols.pdb().orElseThrow().identity().guid());
            assertTrue(String.join("\n", symbols.tried()).contains("by force"));
        }
        put("b/sample.pdb", pdb(new PdbWriter()));
        var both = SymbolStore.of(
                List.of(folder.resolve("a").toString(), folder.resolve("b").toString()), true);
        try (var symbols = both.load(request(new PeWriter(false)))) {
            assertEquals(
                    "11223344-5566-7788-99aa-bbccddeeff00",
                    symbols.pdb().orElseThrow().identity().guid().toString());
        }
    }

    @Test
    void forceDoesNotGiveOneImagesPdbToAnother() throws IOException {
        var path = put("unrelated.pdb", pdb(new PdbWriter().guid(OTHER)));
        for (var place : List.of(path, folder)) {
            try (var symbols = SymbolStore.of(List.of(place), List.of(), true).load(request(new PeWriter(false)))) {
                assertEquals(Kind.EXPORTS, symbols.kind());
            }
        }
    }

    @Test
    void foldersGivenAsPathsAreTakenLiterally() throws IOException {
        put("a;b*c/sample.pdb", pdb(new PdbWriter()));
        var store = SymbolStore.of(List.of(folder.resolve("a;b*c")), List.of(), false);
        try (var symbols = store.load(request(new PeWriter(false)))) {
            assertEquals(Kind.PDB, symbols.kind());
        }
    }

    @Test
    void withoutADebugDirectoryOnlyForceTakesAPdbByTheModulesName() throws IOException {
        put("sample.pdb", pdb(new PdbWriter()));
        var paths = List.of(folder.toString());
        for (var image : new PeWriter[] {new PeWriter(false).withoutDebugDirectory(), null}) {
            try (var symbols = SymbolStore.of(paths, false).load(request(image))) {
                assertEquals(image == null ? Kind.NONE : Kind.EXPORTS, symbols.kind());
            }
            try (var symbols = SymbolStore.of(paths, true).load(request(image))) {
                assertEquals(Kind.PDB, symbols.kind());
            }
        }
    }

    @Test
    void exportsOnlyIfAllowed() {
        var image = PeImage.inMemory(MemoryBytes.of(new PeWriter(false).inMemory()));
        var symbols = SymbolStore.of(List.of(), false)
                .load(new ImageRequest("sample.sys", 0xf000_0000L, 0x4000, 0, image, false));
        assertEquals(Kind.NONE, symbols.kind());
        assertEquals(0, symbols.table().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..\\..\\secret.pdb", "../secret.pdb", "/etc/passwd", "C:\\x\\..", "\\\\evil\\share\\secret.pdb"
            })
    void noPathLeadsOutOfThePlaces(String pdbPath) throws IOException {
        put("secret.pdb", pdb(new PdbWriter()));
        put("inner/deep/other.pdb", pdb(new PdbWriter().guid(OTHER)));
        try (var symbols = load("{}/inner/deep", new PeWriter(false).pdbPath(pdbPath))) {
            assertEquals(Kind.EXPORTS, symbols.kind());
        }
    }

    @Test
    void placesThatCannotBeSearchedAreNoted() throws IOException {
        put("file.txt", new byte[3]);
        var store = SymbolStore.of(
                List.of(
                        "srv*https://example.invalid/s;" + folder.resolve("file.txt"),
                        folder.resolve("absent") + ";a\0b"),
                false);
        assertEquals(4, store.notes().size(), store.notes()::toString);
        assertEquals(Kind.EXPORTS, store.load(request(new PeWriter(false))).kind());
    }

    @Test
    @Tag("realdata")
    void theLaboratorysImagesFindTheirPdbs() throws IOException {
        for (var path : Judge.dataFiles("lab", ".pdb")) {
            var lab = Judge.present(path).getParent();
            var store = SymbolStore.of(List.of(String.valueOf(lab)), false);
            for (var name : List.of("StackHog.exe", "stackhog.sys", "ntkrpamp.exe", "ntoskrnl.exe")) {
                var file = lab == null ? Path.of(name) : lab.resolve(name);
                if (Files.exists(file)) {
                    var image = PeImage.file(MemoryBytes.of(Files.readAllBytes(file)));
                    try (var symbols = store.load(new ImageRequest(name, 0, 0, 0, image, true))) {
                        assertEquals(Kind.PDB, symbols.kind(), symbols.tried()::toString);
                        assertTrue(symbols.pdb()
                                .orElseThrow()
                                .identity()
                                .matches(image.pdbReference().orElseThrow()));
                        var expected = name.equals("StackHog.exe")
                                ? "stackhogexe.pdb"
                                : WindowsFileName.withoutExtension(name) + ".pdb";
                        assertEquals(
                                expected, symbols.pdb().orElseThrow().name().toLowerCase(Locale.ROOT));
                        assertTrue(symbols.table().size() > 0);
                    }
                }
            }
        }
    }
}
