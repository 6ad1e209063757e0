package dev.gotstack.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructTest {
    private static final Path LAYOUTS = Path.of(System.getProperty("gotstack.root", "."), "assets/layouts");

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(LAYOUTS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void builtInLayoutsAreSound(String file) {
        var types = BuiltInTypes.load(file);
        assertFalse(types.typeNames().isEmpty());
        for (var name : types.typeNames()) {
            var type = types.type(name).orElseThrow();
            assertTrue(type.size() > 0, name);
            for (var field : type.fields()) {
                var what = name + "." + field.name();
                assertTrue(field.offset() + field.type().size() <= type.size(), what + " lies inside");
                if (field.type() instanceof FieldType.Structure nested) {
                    var inner = types.type(nested.name());
                    assertTrue(inner.isPresent(), what + " is known");
                    assertTrue(field.offset() + inner.orElseThrow().size() <= type.size(), what + " fits");
                }
            }
        }
    }

    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7, 8, 'a', 'b', 0, 'c'};

    private static Struct struct() {
        var u32 = new FieldType.Scalar("Uint4B", 4, false);
        var character = new FieldType.Scalar("Char", 1, true);
        var inner = TypeLayout.structure("_IN", 8, List.of(new Field("Second", 4, u32)), "test");
        var outer = TypeLayout.structure(
                "_OUT",
                12,
                List.of(
                        new Field("First", 0, u32),
                        new Field("Bits", 0, new FieldType.BitField(u32, 4, 7)),
                        new Field("In", 0, new FieldType.Structure("_IN", 8)),
                        new Field("Name", 8, new FieldType.Array(character, 4))),
                "test");
        TypeSource types = new TypeSource() {
            @Override
            public java.util.Optional<TypeLayout> type(String name) {
                return Stream.of(inner, outer)
                        .filter(type -> type.name().equals(name))
                        .findFirst();
            }

            @Override
            public List<String> typeNames() {
                return List.of("_IN", "_OUT");
            }

            @Override
            public String origin() {
                return "test";
            }
        };
        Struct.Bytes bytes =
                (address, length, what) -> java.util.Arrays.copyOfRange(BYTES, (int) address, (int) address + length);
        return Struct.at(bytes, types, "_OUT", 0);
    }

    @Test
    void readsIntegersBitsTextAndNestedFields() {
        assertEquals(0x04030201, struct().get("First"));
        assertEquals(0x04030201 >> 4 & 0x7f, struct().get("Bits"));
        assertEquals(0x08070605, struct().get("In.Second"));
        assertEquals(4, struct().addressOf("In.Second"));
        assertEquals(0x08070605, struct().nested("In").get("Second"));
        assertEquals("ab", struct().text("Name"));
    }

    @Test
    void unknownFieldsAreNamed() {
        assertFalse(struct().has("In.Third"));
        var missing = assertThrows(MalformedFileException.class, () -> struct().get("In.Third"));
        assertTrue(String.valueOf(missing.getMessage()).contains("_OUT.In.Third"), missing.getMessage());
        assertThrows(MalformedFileException.class, () -> struct().get("Name.Length"));
    }
}
