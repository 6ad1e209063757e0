package dev.gotstack.symbol.isf;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.FieldType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a whole ISF file. Its parts may come in any order; a file that breaks off keeps what came before, if that
/// tells which build it belongs to.
final class IsfReader {
    /// What a file may hold at its top; anything else is no ISF file.
    static final Set<String> PARTS = Set.of("metadata", "base_types", "user_types", "enums", "symbols", "typedefs");

    /// A Windows kernel has 40,000 symbols and 25,000 members.
    private static final int MOST_ENTRIES = 500_000;

    final Map<String, Scalar> scalars = new HashMap<>();
    final Map<String, IsfStructure> structures = new HashMap<>();
    final Map<String, IsfEnumeration> enumerations = new HashMap<>();
    final List<IsfSymbol> symbols = new ArrayList<>();
    final List<String> problems = new ArrayList<>();

    private @Nullable IsfMetadata metadata;
    private int bad;
    private int entries;

    /// @throws IOException if the file cannot be opened
    IsfMetadata read(Path path) throws IOException {
        try (var json = JsonCursor.open(path)) {
            json.enterObject("ISF");
            try {
                parts(json);
            } catch (MalformedFileException e) {
                if (metadata == null) {
                    throw e;
                }
                problems.add("read in part: " + e.getMessage());
            }
            if (bad > 0) {
                problems.add(path.getFileName() + ": " + bad + " entries without usable values left out");
            }
            if (metadata == null) {
                throw json.unexpected("metadata.windows.pdb", "GUID and age", "no metadata");
            }
            return metadata;
        }
    }

    private void parts(JsonCursor json) {
        var types = new IsfTypeReader(json);
        for (var part = json.nextField(); part != null; part = json.nextField()) {
            switch (part) {
                case "metadata" -> metadata = IsfMetadata.read(json);
                case "base_types" -> json.eachField(name -> scalar(json, name, types.scalar(name)));
                case "user_types" -> json.eachField(name -> structure(json, name, types.structure()));
                case "enums" -> json.eachField(name -> enumeration(json, name, types.enumeration()));
                case "symbols" -> json.eachField(name -> symbol(json, name));
                default -> json.skip();
            }
        }
    }

    private void scalar(JsonCursor json, String name, Scalar read) {
        count(json, 1);
        scalars.put(name, read);
    }

    private void structure(JsonCursor json, String name, IsfStructure read) {
        count(json, 1 + read.members().size());
        if (read.size() < 0) {
            bad++;
        } else {
            structures.put(name, read);
        }
    }

    private void enumeration(JsonCursor json, String name, IsfEnumeration read) {
        count(json, 1 + read.constants().size());
        enumerations.put(name, read);
    }

    private void symbol(JsonCursor json, String name) {
        count(json, 1);
        var symbol = IsfSymbol.read(json, name);
        if (symbol.isUsable()) {
            symbols.add(symbol);
        } else {
            bad++;
        }
    }

    private void count(JsonCursor json, int more) {
        entries += more;
        if (entries > MOST_ENTRIES) {
            throw json.unexpected("ISF", "at most " + MOST_ENTRIES + " entries", "more");
        }
    }
}
