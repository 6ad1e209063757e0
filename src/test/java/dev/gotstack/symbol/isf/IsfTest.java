package dev.gotstack.symbol.isf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.Symbol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class IsfTest {
    private static final String METADATA = """
            "metadata": {"format": "6.1.0", "windows": {"pdb": {"GUID": "5278AFF86C341677D7D7835C85B7B844", "age": 1,
                "database": "ntkrpamp.pdb", "machine_type": 332}}}""";
    private static final String SMALL = """
            {"symbols": {
               "KeBugCheckEx": {"address": 4096, "linkage_name": "_KeBugCheckEx@20"},
               "KiIdle": {"address": 4100, "type": {"kind": "function"}},
               "KeTick": {"address": 8192, "type": {"kind": "base", "name": "unsigned long"}},
               "NoPlace": {}, "Wrong": {"address": "4096"}, "Negative": {"address": -7}, "List": [1, [2]]},
             "user_types": {
               "_T": {"kind": "struct", "size": 32, "fields": {
                 "Z": {"offset": 0, "type": {"kind": "base", "name": "unsigned long"}},
                 "B": {"offset": 4, "type": {"kind": "bitfield", "bit_position": 3, "bit_length": 5,
                        "type": {"kind": "base", "name": "unsigned long"}}},
                 "A": {"offset": 4, "type": {"kind": "bitfield", "bit_position": 0, "bit_length": 3,
                        "type": {"kind": "base", "name": "unsigned long"}}},
                 "P": {"offset": 8, "type": {"kind": "pointer", "subtype": {"kind": "struct", "name": "_T"}}},
                 "R": {"offset": 12, "type": {"kind": "array", "count": 4,
                        "subtype": {"kind": "base", "name": "char"}}},
                 "E": {"offset": 16, "type": {"kind": "enum", "name": "_E"}},
                 "W": {"offset": 20, "type": {"kind": "wonder"}},
                 "X": {"offset": "20", "type": 7}}},
               "_NoSize": {"kind": "struct", "fields": {}}, "_List": []},
             "enums": {"_E": {"size": 4, "base": "int", "constants": {"One": 1, "All": 4294967295}}},
             "base_types": {
               "unsigned long": {"kind": "int", "size": 4, "signed": false},
               "char": {"kind": "char", "size": 1, "signed": true},
               "pointer": {"kind": "int", "size": 4, "signed": false}},
            """ + METADATA + "}";

    @TempDir
    private Path folder = Path.of("");

    private Path put(String text) throws IOException {
        return Files.writeString(folder.resolve("any.json"), text);
    }

    private static byte[] xz(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var packed = new XZOutputStream(out, new LZMA2Options(1))) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void identityWhereverTheMetadataAre() throws IOException {
        for (var text : List.of(SMALL, "{" + METADATA + ", broken")) {
            var metadata = IsfMetadata.read(put(text));
            assertEquals(
                    UUID.fromString("5278aff8-6c34-1677-d7d7-835c85b7b844"),
                    metadata.identity().guid());
            assertEquals(1, metadata.identity().age());
            assertEquals("ntkrpamp.pdb", metadata.database());
            assertEquals(0x14c, metadata.machine());
        }
    }

    @Test
    void symbols() throws IOException {
        var isf = Isf.open(put(SMALL), List.of(new Section(".text", 0x1000, 0x1000, 0x1000, 0x1000, 0x60000020L)));
        assertEquals(3, isf.symbols().size());
        var stop = isf.symbols().named("KeBugCheckEx").orElseThrow();
        assertEquals(0x1000, stop.rva());
        assertEquals("_KeBugCheckEx@20", stop.decorated());
        assertEquals(20, stop.parameterBytes());
        assertEquals(Symbol.Source.ISF, stop.source());
        assertEquals(stop, isf.symbols().named("_KeBugCheckEx@20").orElseThrow());
        assertEquals(
                Symbol.Kind.DATA, isf.symbols().named("KeTick").orElseThrow().kind());
        assertEquals(
                Symbol.Kind.FUNCTION,
                isf.symbols().named("KiIdle").orElseThrow().kind());
        assertTrue(isf.problems().getFirst().contains("6 entries"), isf.problems()::toString);
    }

    @Test
    void types() throws IOException {
        var isf = Isf.open(put(SMALL), List.of());
        assertEquals(List.of("_E", "_T"), isf.typeNames());
        var type = isf.type("_T").orElseThrow();
        assertEquals(32, type.size());
        assertEquals(
                List.of("Z", "A", "B", "P", "R", "E", "W"),
                type.fields().stream().map(Field::name).toList());
        assertEquals(
                new FieldType.Scalar("Uint4B", 4, false),
                type.field("Z").orElseThrow().type());
        var bits = assertInstanceOf(
                FieldType.BitField.class, type.field("B").orElseThrow().type());
        assertEquals(3, bits.position());
        assertEquals(5, bits.length());
        assertEquals(
                new FieldType.Pointer(new FieldType.Structure("_T", 32), 4),
                type.field("P").orElseThrow().type());
        assertEquals(4, type.field("R").orElseThrow().type().size());
        assertEquals(
                new FieldType.Enumeration("_E", 4),
                type.field("E").orElseThrow().type());
        assertEquals(0xffff_ffffL, isf.type("_E").orElseThrow().constants().get("All"));
        assertTrue(isf.type("_NoSize").isEmpty());
    }

    @Test
    void xzIsRecognisedByItsContent() throws IOException {
        var path = Files.write(folder.resolve("called.json"), xz(SMALL));
        assertEquals(3, Isf.open(path, List.of()).symbols().size());
    }

    @Test
    void aFileThatBreaksOffKeepsWhatCameBefore() throws IOException {
        var text = "{" + METADATA + ", \"symbols\": {\"A\": {\"address\": 1}, \"B\": {\"addr";
        var isf = Isf.open(put(text), List.of());
        assertEquals(1, isf.symbols().size());
        assertTrue(isf.problems().getFirst().contains("read in part"), isf.problems()::toString);
    }

    @Test
    void truncatedXzIsOneClearLine() throws IOException {
        var whole = xz(SMALL);
        for (int length = 0; length < whole.length * 3 / 4; length += 7) {
            var path = Files.write(folder.resolve("x.json.xz"), Arrays.copyOf(whole, length));
            var failure = assertThrows(MalformedFileException.class, () -> Isf.open(path, List.of()));
            var line = String.valueOf(failure.getMessage());
            assertTrue(line.startsWith("x.json.xz") && line.lines().count() == 1, line);
            assertThrows(MalformedFileException.class, () -> IsfMetadata.read(path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{}",
                "{\"dump\": {}}",
                "{\"metadata\": 7}",
                "{\"metadata\": {\"windows\": {\"pdb\": {\"GUID\": 5, \"age\": \"1\"}}}}",
                "{\"metadata\": {\"windows\": {\"pdb\": {\"GUID\": \"zz78AFF86C341677D7D7835C85B7B844\", \"age\": 1}}}}",
                "{\"metadata\": {\"linux\": {}}}",
                "{\"symbols\": {\"a\": nonsense"
            })
    void whatIsNoIsfFileIsRefused(String text) throws IOException {
        var path = put(text);
        assertThrows(MalformedFileException.class, () -> Isf.open(path, List.of()));
        assertThrows(MalformedFileException.class, () -> IsfMetadata.read(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"kind\": \"pointer\", \"subtype\": "})
    void nestingWithoutEnd(String level) throws IOException {
        for (var part : List.of("symbols", "user_types", "metadata", "anything")) {
            var path = put("{\"" + part + "\": {\"x\": {\"type\": " + level.repeat(100_000));
            assertThrows(MalformedFileException.class, () -> Isf.open(path, List.of()));
            assertThrows(MalformedFileException.class, () -> IsfMetadata.read(path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"array\", \"count\": 1e99, \"subtype\": {\"kind\": \"base\", \"name\": \"long\"}}",
                "{\"kind\": \"array\", \"count\": 99999999999999999999, \"subtype\": 7}",
                "{\"kind\": \"array\", \"count\": -1}",
                "{\"kind\": \"bitfield\", \"bit_position\": 60, \"bit_length\": 9, \"type\": {}}",
                "{\"kind\": \"bitfield\"}",
                "{\"kind\": [\"pointer\"]}",
                "{\"kind\": \"base\"}",
                "{\"kind\": \"enum\", \"name\": null}",
                "null"
            })
    void absurdTypesBecomeVoidOrEmpty(String type) throws IOException {
        var isf = Isf.open(
                put("{" + METADATA + ", \"user_types\": {\"_T\": {\"size\": 8, \"fields\": {\"F\": {\"offset\": 0, "
                        + "\"type\": " + type + "}}}}}"),
                List.of());
        var field = isf.type("_T").orElseThrow().field("F").orElseThrow();
        assertEquals(0, field.type().size());
    }

    @Test
    void arraysOfArraysDoNotOverflow() throws IOException {
        var inner = "{\"kind\": \"base\", \"name\": \"char\"}";
        for (int i = 0; i < 8; i++) {
            inner = "{\"kind\": \"array\", \"count\": 1000000, \"subtype\": " + inner + "}";
        }
        var isf = Isf.open(
                put("{\"base_types\": {\"char\": {\"kind\": \"char\", \"size\": 1}}, " + METADATA
                        + ", \"user_types\": {\"_T\": {\"size\": 8, \"fields\": {\"F\": {\"offset\": 0, \"type\": "
                        + inner
                        + "}}}}}"),
                List.of());
        var size = isf.type("_T").orElseThrow().field("F").orElseThrow().type().size();
        assertTrue(size >= 0 && size <= 1L << 31, Long.toString(size));
    }
}
