package dev.gotstack.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Names of all documented stop codes, and what those that have to do with stacks mean. Data in `assets/bugchecks`.
final class BugCheckCatalogue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode names = read("names");
    private final JsonNode details = read("details");

    /// A stop code with its parameters explained.
    ///
    /// @param parameters the four parameters
    BugCheck explain(long code, List<Long> parameters) {
        // Codes raised again by the kernel's own crash path carry this bit.
        var key = "0x" + Long.toHexString(code & ~0x1000_0000L);
        var detail = details.path(key);
        var explained = new ArrayList<BugCheck.Parameter>();
        for (int i = 0; i < parameters.size(); i++) {
            explained.add(new BugCheck.Parameter(
                    parameters.get(i), meaning(detail.path("parameters").path(i), parameters.get(i), parameters)));
        }
        return new BugCheck(
                code,
                names.path(key).asText(names.path("0x" + Long.toHexString(code)).asText("")),
                detail.path("explanation").asText(""),
                List.copyOf(explained));
    }

    private static String meaning(JsonNode parameter, long value, List<Long> parameters) {
        var when = parameter.path("when").asText("");
        if (!when.isEmpty() && !Long.decode(when).equals(parameters.getFirst())) {
            return "";
        }
        var named =
                parameter.path("values").path("0x" + Long.toHexString(value)).asText("");
        return named.isEmpty() ? parameter.path("meaning").asText("") : named;
    }

    private static JsonNode read(String file) {
        try (var in = BugCheckCatalogue.class.getResourceAsStream("/bugchecks/" + file + ".json")) {
            if (in == null) {
                throw new MalformedFileException(file, -1, "bug-check catalogue", "a file of that name", "none");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new MalformedFileException(file, -1, "bug-check catalogue", "JSON", String.valueOf(e.getMessage()));
        }
    }
}
