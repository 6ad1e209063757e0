package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.layout.Field;
import dev.gotstack.layout.FieldType;
import dev.gotstack.layout.TypeLayout;
import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every complete class, structure, union and enumeration of real and laboratory PDBs, judged by LLVM's reader.
@Tag("realdata")
class LlvmTypesTest {
    private static final Pattern HEAD =
            Pattern.compile("\\s*0x([0-9A-F]+) \\| (LF_\\w+) \\[size = \\d+\\](?: `(.*)`)?");
    private static final Pattern MEMBER =
            Pattern.compile("- LF_MEMBER \\[name = `(.*)`, Type = 0x([0-9A-F]+).*, offset = (\\d+), attrs.*");
    private static final Pattern CONSTANT = Pattern.compile("- LF_ENUMERATE \\[(.*) = (-?\\d+)\\]");
    private static final Pattern FIELD_LIST = Pattern.compile("field list: 0x([0-9A-F]+)");
    private static final Pattern SIZE = Pattern.compile("sizeof (\\d+)");
    private static final Pattern BASE = Pattern.compile("type = 0x[0-9A-F]+, offset = (\\d+), attrs.*");
    private static final Pattern BIT_FIELD = Pattern.compile("bit offset = (\\d+), # bits = (\\d+)");
    private static final Pattern ARRAY_SIZE = Pattern.compile("size: (\\d+),");

    private static final Dumped NONE = new Dumped("", "", List.of());

    static Stream<Path> pdbs() {
        return LlvmSymbolsTest.pdbs();
    }

    private record Dumped(String leaf, String name, List<String> lines) {
        String all() {
            return String.join(" ", lines);
        }
    }

    private static Map<String, Dumped> dumped(Path pdb) {
        var records = new HashMap<String, Dumped>();
        var current = new Dumped("", "", new ArrayList<>());
        for (var line : Judge.run("llvm-pdbutil-19", "dump", "--types", pdb.toString())) {
            var head = HEAD.matcher(line);
            if (head.matches()) {
                var name = head.group(3) == null ? "" : head.group(3);
                current = new Dumped(head.group(2), name, new ArrayList<>());
                records.put(head.group(1), current);
            } else {
                current.lines().add(line.strip());
            }
        }
        return records;
    }

    @ParameterizedTest
    @MethodSource("pdbs")
    void everyCompleteType(Path path) throws IOException {
        var records = dumped(Judge.present(path));
        int compared = 0;
        try (var pdb = Pdb.open(Judge.present(path))) {
            for (var entry : records.entrySet()) {
                var record = entry.getValue();
                if (record.leaf().matches("LF_(CLASS|STRUCTURE|UNION|ENUM)")
                        && !record.all().contains("forward ref")) {
                    var name = record.name() + "@" + entry.getKey().toLowerCase(Locale.ROOT);
                    var layout = pdb.type(name).orElseThrow(() -> new AssertionError(name + pdb.problems()));
                    compare(record, layout, records);
                    compared++;
                }
            }
            assertEquals(List.of(), pdb.problems());
            assertEquals(compared > 0, !pdb.typeNames().isEmpty());
        }
    }

    private static void compare(Dumped record, TypeLayout layout, Map<String, Dumped> records) {
        var size = SIZE.matcher(record.all());
        if (size.find()) {
            assertEquals(Long.parseLong(size.group(1)), layout.size(), layout.name());
        }
        var list = FIELD_LIST.matcher(record.all());
        var lines = list.find() ? records.getOrDefault(list.group(1), NONE).lines() : List.<String>of();
        var fields = new ArrayList<>(layout.fields());
        for (int i = 0; i < lines.size(); i++) {
            var member = MEMBER.matcher(lines.get(i));
            var constant = CONSTANT.matcher(lines.get(i));
            if (member.matches()) {
                compare(member.group(1), Long.parseLong(member.group(3)), fields.removeFirst(), layout);
                compareType(
                        records.getOrDefault(member.group(2), NONE),
                        layout.fields().get(layout.fields().size() - fields.size() - 1));
            } else if (constant.matches()) {
                long value = Long.parseUnsignedLong(constant.group(2).replace("-", ""));
                assertEquals(
                        constant.group(2).startsWith("-") ? -value : value,
                        layout.constants().get(constant.group(1)),
                        layout.name());
            } else if (lines.get(i).startsWith("- LF_BCLASS")) {
                var base = BASE.matcher(lines.get(i + 1));
                assertTrue(base.matches(), lines.get(i + 1));
                assertEquals(Long.parseLong(base.group(1)), fields.removeFirst().offset());
            } else if (lines.get(i).startsWith("- LF_VFUNCTAB")) {
                assertEquals(FieldList.VIRTUAL_TABLE, fields.removeFirst().name());
            }
        }
        assertEquals(List.of(), fields, layout.name());
    }

    private static void compare(String name, long offset, Field field, TypeLayout layout) {
        assertEquals(name + " " + offset, field.name() + " " + field.offset(), layout.name());
    }

    private static void compareType(Dumped type, Field field) {
        if (type.leaf().equals("LF_BITFIELD")) {
            var bits = BIT_FIELD.matcher(type.all());
            assertTrue(bits.find());
            var found = (FieldType.BitField) field.type();
            assertEquals(bits.group(1) + " " + bits.group(2), found.position() + " " + found.length());
        } else if (type.leaf().equals("LF_ARRAY")) {
            var size = ARRAY_SIZE.matcher(type.all());
            assertTrue(size.find());
            assertEquals(Long.parseLong(size.group(1)), field.type().size(), field.toString());
        } else if (type.leaf().equals("LF_POINTER")) {
            assertTrue(field.type() instanceof FieldType.Pointer, field.toString());
        }
    }
}
