package dev.gotstack.fuzz;

import dev.gotstack.symbol.isf.Isf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Symbols and types as JSON.
final class IsfTarget implements Target {
    private static final String SMALL = """
            {"metadata": {"format": "6.1.0", "windows": {"pdb": {"GUID": "5278AFF86C341677D7D7835C85B7B844", "age": 1,
                "database": "ntkrpamp.pdb", "machine_type": 332}}},
             "symbols": {"KeBugCheckEx": {"address": 4096, "linkage_name": "_KeBugCheckEx@20"},
               "KeTick": {"address": 8192, "type": {"kind": "base", "name": "unsigned long"}}},
             "user_types": {"_T": {"kind": "struct", "size": 32, "fields": {
                 "Z": {"offset": 0, "type": {"kind": "base", "name": "unsigned long"}},
                 "B": {"offset": 4, "type": {"kind": "bitfield", "bit_position": 3, "bit_length": 5,
                        "type": {"kind": "base", "name": "unsigned long"}}},
                 "P": {"offset": 8, "type": {"kind": "pointer", "subtype": {"kind": "struct", "name": "_T"}}},
                 "R": {"offset": 12, "type": {"kind": "array", "count": 4,
                        "subtype": {"kind": "base", "name": "char"}}},
                 "E": {"offset": 16, "type": {"kind": "enum", "name": "_E"}}}}},
             "enums": {"_E": {"size": 4, "base": "int", "constants": {"One": 1, "All": 4294967295}}},
             "base_types": {"unsigned long": {"kind": "int", "size": 4, "signed": false},
               "char": {"kind": "char", "size": 1, "signed": true},
               "pointer": {"kind": "int", "size": 4, "signed": false}}}
            """;

    private final Scratch scratch;

    IsfTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".json");
    }

    @Override
    public String name() {
        return "isf";
    }

    @Override
    public List<Specimen> specimens() {
        return List.of(Specimen.of("small", SMALL.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<String> words() {
        return List.of(
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "null",
                "true",
                "-1",
                "1e999",
                "9223372036854775808",
                "0.5",
                "\"kind\":",
                "\"array\"",
                "\"count\": 1073741824,",
                "\"struct\"",
                "\"subtype\": {",
                "\"name\": \"_T\"",
                "\"size\": -1,",
                "\"bitfield\"",
                "\"address\": 18446744073709551615,",
                "\\ud800",
                "\\u0000",
                "\ufeff");
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        var isf = Isf.open(scratch.with(input), List.of());
        isf.typeNames().forEach(isf::type);
        isf.symbols().all().forEach(symbol -> isf.symbols().at(symbol.rva()));
        isf.metadata();
        isf.problems();
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
