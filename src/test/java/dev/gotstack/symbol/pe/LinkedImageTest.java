package dev.gotstack.symbol.pe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.Judge;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.MemoryBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that LLVM's compiler, resource compiler and linker make of a known source.
class LinkedImageTest {
    private static final String SOURCE = """
            int data_item = 5; int *pointer = &data_item; extern void *functions[];
            int __stdcall Twice(int a) { return a * 2 + *pointer; }
            int __fastcall Fast(int a, int b) { return a + b + (functions[a] != &data_item); }
            void *functions[] = {(void*)Twice, (void*)Fast};
            """;
    private static final String RESOURCES = """
            1 VERSIONINFO
            FILEVERSION 5,2,3790,3959
            PRODUCTVERSION 6,1,2,3
            BEGIN
             BLOCK "StringFileInfo"
             BEGIN
              BLOCK "040904B0"
              BEGIN
               VALUE "CompanyName", "Example Storage GmbH"
               VALUE "FileDescription", "Sample filter driver"
               VALUE "FileVersion", "5.2.3790.3959 (x)"
               VALUE "OriginalFilename", "a.sys"
               VALUE "ProductName", "P"
               VALUE "ProductVersion", "6.1"
               VALUE "Comments", ""
              END
             END
             BLOCK "VarFileInfo"
             BEGIN
              VALUE "Translation", 0x409, 1200
             END
            END
            """;
    private static final String DEFINITION = """
            LIBRARY a
            EXPORTS
             Twice
             Renamed=Fast @20
             data_item DATA
             Forwarded=other.Thing
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path link(String target, String base) throws IOException {
        Files.writeString(folder.resolve("a.c"), SOURCE);
        Files.writeString(folder.resolve("a.rc"), RESOURCES);
        Files.writeString(folder.resolve("a.def"), DEFINITION);
        var image = folder.resolve("image" + base + ".dll");
        var output = Judge.run(
                "clang-19", "--target=" + target, "-O1", "-g", "-gcodeview", "-c", in("a.c"), "-o", in("a.obj"));
        assertEquals(List.of(), output);
        Judge.run("llvm-rc-19", "/FO", in("a.res"), in("a.rc"));
        Judge.run(
                "lld-link-19",
                "/dll",
                "/noentry",
                "/debug",
                "/def:" + in("a.def"),
                in("a.obj"),
                in("a.res"),
                "/base:" + base,
                "/out:" + image);
        assertTrue(Files.exists(image), () -> "not linked");
        return image;
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private static PeImage read(Path path) throws IOException {
        return PeImage.file(MemoryBytes.of(Files.readAllBytes(path)));
    }

    @Test
    void versionIsTheResourceScripts() throws IOException {
        var version = read(link("i686-pc-windows-msvc", "0x10000000")).version().orElseThrow();
        assertEquals("5.2.3790.3959", version.fixedFileVersion());
        assertEquals(Optional.of("Example Storage GmbH"), version.companyName());
        assertEquals(Optional.of("Sample filter driver"), version.fileDescription());
        assertEquals(Optional.of("5.2.3790.3959 (x)"), version.fileVersion());
        assertEquals(Optional.of("a.sys"), version.originalFilename());
        assertEquals(Optional.of("P"), version.productName());
        assertEquals(Optional.of("6.1"), version.productVersion());
        assertEquals(Optional.empty(), version.string("Comments"));
    }

    @Test
    void exportsIncludeForwarders() throws IOException {
        var image = read(link("i686-pc-windows-msvc", "0x10000000"));
        var forwarded = image.exports().stream()
                .filter(export -> "Forwarded".equals(export.name()))
                .findFirst()
                .orElseThrow();
        assertTrue(String.valueOf(forwarded.forwarder()).endsWith("other.Thing"));
        var renamed = image.exports().stream()
                .filter(export -> "Renamed".equals(export.name()))
                .findFirst()
                .orElseThrow();
        assertEquals(20, renamed.ordinal());
        assertEquals(3, image.exportedSymbols().size());
        assertEquals(List.of(), image.problems());
    }

    /// The linker's own image at the other base is the judge.
    @ParameterizedTest
    @ValueSource(strings = {"i686-pc-windows-msvc", "x86_64-pc-windows-msvc"})
    void relocatedBytesAreThoseOfTheImageLinkedThere(String target) throws IOException {
        var here = read(link(target, "0x10000000"));
        var there = read(link(target, "0x34560000"));
        for (var section : here.sections()) {
            if (!section.name().equals(".rdata")) { // holds the GUID of another PDB
                int size = (int) section.virtualSize();
                assertArrayEquals(there.bytes(section.rva(), size), here.relocated(section.rva(), size, 0x34560000L));
            }
        }
        var data = here.sections().stream()
                .filter(section -> section.name().equals(".data"))
                .findFirst()
                .orElseThrow();
        assertFalse(java.util.Arrays.equals(
                here.bytes(data.rva(), (int) data.virtualSize()), there.bytes(data.rva(), (int) data.virtualSize())));
    }

    @Test
    void decoratedPublicsTellNamesAndParameters() throws IOException {
        var image = link("i686-pc-windows-msvc", "0x10000000");
        try (var pdb = Pdb.open(folder.resolve("image0x10000000.pdb"))) {
            assertTrue(pdb.identity().matches(read(image).pdbReference().orElseThrow()));
            var table = pdb.symbols(List.of());
            var twice = table.named("Twice").orElseThrow();
            assertEquals("_Twice@4", twice.decorated());
            assertEquals(4, twice.parameterBytes());
            assertTrue(twice.size() > 0);
            var fast = table.named("@Fast@8").orElseThrow();
            assertEquals("Fast", fast.name());
            assertEquals(8, fast.parameterBytes());
            assertEquals(0, fast.stackParameterBytes());
        }
    }
}
