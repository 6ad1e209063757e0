package dev.gotstack.symbol.pe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.io.MappedFile;
import dev.gotstack.symbol.Judge;
import dev.gotstack.synth.MemoryBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laboratory's images, judged by LLVM's reader; and the same images laid out as in memory.
@Tag("realdata")
class LlvmImageTest {
    private static final String TOOL = "llvm-readobj-19";
    private static final Pattern PAIR = Pattern.compile("\\s*(\\w+): (?:.*\\()?0x([0-9A-Fa-f]+)\\)?.*");
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\w+): (\\d+)\\s*");

    static Stream<Path> images() {
        return Stream.concat(Judge.dataFiles("lab", ".exe").stream(), Judge.dataFiles("lab", ".sys").stream());
    }

    /// Values that follow a name, in order.
    private static List<Long> values(List<String> lines, String name) {
        var values = new ArrayList<Long>();
        for (var line : lines) {
            var pair = PAIR.matcher(line);
            var number = NUMBER.matcher(line);
            if (pair.matches() && pair.group(1).equals(name)) {
                values.add(Long.parseUnsignedLong(pair.group(2), 16));
            } else if (number.matches() && number.group(1).equals(name)) {
                values.add(Long.parseLong(number.group(2)));
            }
        }
        return values;
    }

    private static List<String> texts(List<String> lines, String name) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("images")
    void headersSectionsExportsAndIdentity(Path path) throws IOException {
        try (var file = MappedFile.open(Judge.present(path))) {
            var listing = Listing.of(path);
            judge(PeImage.file(file), listing);
            judge(PeImage.inMemory(MemoryBytes.of(loaded(file, listing.headers()))), listing);
        }
    }

    /// What the tool prints about one image.
    private record Listing(List<String> headers, List<String> exports, List<String> debug, List<String> unwind) {
        static Listing of(Path path) {
            return new Listing(
                    Judge.run(TOOL, "--file-headers", "--sections", path.toString()),
                    Judge.run(TOOL, "--coff-exports", path.toString()),
                    Judge.run(TOOL, "--coff-debug-directory", path.toString()),
                    Judge.run(TOOL, "-u", path.toString()));
        }
    }

    private static void judge(PeImage image, Listing listing) {
        var headers = listing.headers();
        assertEquals(values(headers, "TimeDateStamp"), List.of(image.timeDateStamp()));
        assertEquals(values(headers, "SizeOfImage"), List.of(image.sizeOfImage()));
        assertEquals(values(headers, "ImageBase"), List.of(image.imageBase()));
        assertEquals(values(headers, "AddressOfEntryPoint"), List.of(image.entryPoint()));
        assertEquals(values(headers, "CheckSum"), List.of(image.checkSum()));
        assertEquals(
                values(headers, "VirtualAddress"),
                image.sections().stream().map(section -> section.rva()).toList());
        assertEquals(
                values(headers, "VirtualSize"),
                image.sections().stream().map(section -> section.virtualSize()).toList());
        assertEquals(
                values(headers, "RawDataSize"),
                image.sections().stream().map(section -> section.fileSize()).toList());
        var exports = listing.exports();
        assertEquals(
                values(exports, "RVA"),
                image.exports().stream().map(Export::rva).toList());
        assertEquals(
                texts(exports, "Name"),
                image.exports().stream().map(Export::name).toList());
        assertEquals(
                values(exports, "Ordinal"),
                image.exports().stream().map(Export::ordinal).toList());
        var debug = listing.debug();
        var reference = image.pdbReference().orElseThrow();
        assertEquals(texts(debug, "PDBFileName"), List.of(reference.path()));
        assertEquals(values(debug, "PDBAge"), List.of(reference.age()));
        assertEquals(
                texts(debug, "PDBGUID"),
                List.of("{" + String.valueOf(reference.guid()).toUpperCase(Locale.ROOT) + "}"));
        var unwind = listing.unwind();
        if (image.machine() == PeImage.MACHINE_X64) {
            assertEquals(
                    values(unwind, "StartAddress"),
                    image.runtimeFunctions().stream()
                            .map(function -> function.begin() + image.imageBase())
                            .toList());
            assertEquals(
                    values(unwind, "UnwindInfoAddress"),
                    image.runtimeFunctions().stream()
                            .map(function -> function.unwindInfo() + image.imageBase())
                            .toList());
        }
        assertEquals(List.of(), image.problems());
    }

    /// The file's sections copied to where its headers, as LLVM reads them, say.
    private static byte[] loaded(MappedFile file, List<String> headers) throws IOException {
        var bytes = Files.readAllBytes(file.path());
        var memory = new byte[values(headers, "SizeOfImage").getFirst().intValue()];
        System.arraycopy(
                bytes, 0, memory, 0, values(headers, "SizeOfHeaders").getFirst().intValue());
        var rvas = values(headers, "VirtualAddress");
        for (int i = 0; i < rvas.size(); i++) {
            int size = values(headers, "RawDataSize").get(i).intValue();
            int from = values(headers, "PointerToRawData").get(i).intValue();
            System.arraycopy(
                    bytes,
                    from,
                    memory,
                    rvas.get(i).intValue(),
                    Math.min(size, memory.length - rvas.get(i).intValue()));
        }
        return memory;
    }
}
