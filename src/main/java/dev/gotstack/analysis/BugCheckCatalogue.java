package dev.gotstack.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.text.Phrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Names of all documented stop codes, and what those that have to do with stacks mean. Data in `assets/bugchecks`,
/// with keys of texts.
final class BugCheckCatalogue {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode names = read("names");
    private final JsonNode details = read("details");

    /// A stop code with its parameters explained.
    ///
    /// @param parameters the four parameters
    /// @param architecture as the header names it: `x64`
    BugCheck explain(long code, List<Long> parameters, String architecture) {
        // Codes raised again by the kernel's own crash path carry this bit.
        var key = "0x" + Long.toHexString(code & ~0x1000_0000L);
        var detail = details.path(key);
        var explained = new ArrayList<BugCheck.Parameter>();
        for (int i = 0; i < parameters.size(); i++) {
            var here = detail.path(architecture).path("parameters").path(i);
            var parameter = here.isObject() ? here : detail.path("parameters").path(i);
            explained.add(new BugCheck.Parameter(parameters.get(i), meaning(parameter, parameters.get(i), parameters)));
        }
        return new BugCheck(
                code,
                names.path(key).asText(names.path("0x" + Long.toHexString(code)).asText("")),
                phrase(detail.path("explanation")),
                List.copyOf(explained),
                leads(detail.path("leads"), parameters));
    }

    private static BugCheck.Leads leads(JsonNode leads, List<Long> parameters) {
        var code = lead(leads, "exceptionCode", parameters);
        return new BugCheck.Leads(
                code.isPresent() ? OptionalLong.of(code.getAsLong() & 0xffff_ffffL) : code,
                lead(leads, "instruction", parameters),
                lead(leads, "exceptionRecord", parameters),
                lead(leads, "contextRecord", parameters),
                lead(leads, "trapFrame", parameters));
    }

    private static OptionalLong lead(JsonNode leads, String name, List<Long> parameters) {
        int index = leads.path(name).asInt(0);
        boolean given = index > 0 && index <= parameters.size() && parameters.get(index - 1) != 0;
        return given ? OptionalLong.of(parameters.get(index - 1)) : OptionalLong.empty();
    }

    private static Phrase meaning(JsonNode parameter, long value, List<Long> parameters) {
        var when = parameter.path("when").asText("");
        if (!when.isEmpty() && !Long.decode(when).equals(parameters.getFirst())) {
            return Phrase.NONE;
        }
        var named = phrase(parameter.path("values").path("0x" + Long.toHexString(value)));
        return named.isEmpty() ? phrase(parameter.path("meaning")) : named;
    }

    /// The catalogue holds keys of texts.
    private static Phrase phrase(JsonNode key) {
        return key.asText("").isEmpty() ? Phrase.NONE : Phrase.of(key.asText(""));
    }

    static JsonNode read(String file) {
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
