package dev.gotstack.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Layouts that come with the program, as JSON data in `assets/layouts`: kernel structures per build and the structures
/// of dump files. Types whose size a file does not state as a field's size get it from their own entry.
public final class BuiltInTypes implements TypeSource {
    private static final String FOLDER = "/layouts/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Map<String, TypeLayout> types;

    private BuiltInTypes(String name, Map<String, TypeLayout> types) {
        this.name = name;
        this.types = types;
    }

    /// Loads one of the files of `assets/layouts` with everything it includes.
    ///
    /// @param file its name without folder and extension, as `x86-3790`
    public static BuiltInTypes load(String file) {
        var root = json(file);
        var types = new TreeMap<String, TypeLayout>();
        collect(file, root, types);
        return new BuiltInTypes(root.path("name").asText(file), types);
    }

    @Override
    public Optional<TypeLayout> type(String typeName) {
        return Optional.ofNullable(types.get(typeName));
    }

    @Override
    public List<String> typeNames() {
        return List.copyOf(types.keySet());
    }

    @Override
    public String origin() {
        return name;
    }

    private static void collect(String file, JsonNode root, Map<String, TypeLayout> types) {
        for (var include : root.path("include")) {
            collect(include.asText(), json(include.asText()), types);
        }
        var text = new TypeText(file, root.path("pointerSize").asInt(4));
        var origin = root.path("name").asText(file);
        for (var entry : root.path("types").properties()) {
            var type = entry.getValue();
            types.put(
                    entry.getKey(),
                    TypeLayout.structure(
                            entry.getKey(),
                            Long.decode(type.path("size").asText("0")),
                            fields(text, type.path("fields")),
                            origin));
        }
    }

    private static List<Field> fields(TypeText text, JsonNode node) {
        var fields = new ArrayList<Field>();
        for (var field : node.properties()) {
            var parts = field.getValue().asText().split(" ", 2);
            fields.add(new Field(field.getKey(), Long.decode(parts[0]), text.parse(parts[1])));
        }
        return fields;
    }

    private static JsonNode json(String file) {
        try (var in = BuiltInTypes.class.getResourceAsStream(FOLDER + file + ".json")) {
            if (in == null) {
                throw new MalformedFileException(file, -1, "built-in layouts", "a file of that name", "none");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new MalformedFileException(file, -1, "built-in layouts", "JSON", String.valueOf(e.getMessage()));
        }
    }
}
