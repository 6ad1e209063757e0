package dev.gotstack.ui.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gotstack.model.Mark;
import dev.gotstack.model.Notes;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Corrections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A session as JSON. Addresses are `"0x…"` strings, as everywhere in this program's JSON.
final class SessionJson {
    private static final String FORMAT = "gotstack-session";
    private static final int VERSION = 1;
    private static final int HEX = 16;

    /// Half a character, as broken text has it. A file in UTF-8 cannot hold it but as an escape.
    private static final Pattern LONE_SURROGATE =
            Pattern.compile("[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SessionJson() {}

    /// Text that is not a session this program can read.
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    static String write(SavedSession session) {
        var root = MAPPER.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION);
        root.put("dump", session.dump()).put("context", session.context());
        session.selection()
                .ifPresent(selection -> root.putObject("selection")
                        .put("address", hex(selection.address()))
                        .put("length", selection.length())
                        .put("frame", selection.frame())
                        .put("code", hex(selection.code())));
        var marks = root.putArray("marks");
        session.notes()
                .marks()
                .forEach((address, mark) -> marks.addObject()
                        .put("address", hex(address))
                        .put("bookmarked", mark.bookmarked())
                        .put("note", mark.note()));
        var pinned = root.putArray("pinned");
        session.corrections().pinned().stream().sorted().forEach(slot -> pinned.add(hex(slot)));
        var wrong = root.putArray("wrong");
        session.corrections().rejected().stream().sorted().forEach(slot -> wrong.add(hex(slot)));
        var paths = root.putArray("symbolPaths");
        session.symbolPaths().forEach(paths::add);
        var layout = root.putObject("layout");
        session.layout().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> layout.put(entry.getKey(), entry.getValue()));
        return LONE_SURROGATE
                        .matcher(root.toPrettyString())
                        .replaceAll(half -> String.format(
                                Locale.ROOT, "\\\\u%04x", (int) half.group().charAt(0)))
                + "\n";
    }

    /// @throws UnreadableException if it is no session, damaged, or of a later version; the message says which
    static SavedSession read(String text) throws UnreadableException {
        try {
            return session(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new UnreadableException("it is damaged: " + e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw new UnreadableException("it is damaged: no address: " + e.getMessage());
        }
    }

    private static SavedSession session(JsonNode root) throws UnreadableException {
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new UnreadableException("it is damaged: not a session of this program");
        }
        if (root.path("version").asInt(0) > VERSION) {
            throw new UnreadableException("it was written by a later version of this program");
        }
        return new SavedSession(
                root.path("dump").asText(),
                root.path("context").asText(),
                selection(root.path("selection")),
                notes(list(root, "marks")),
                new Corrections(slots(list(root, "pinned")), slots(list(root, "wrong"))),
                texts(list(root, "symbolPaths")),
                layout(root.path("layout")));
    }

    private static JsonNode list(JsonNode root, String name) throws UnreadableException {
        var list = root.path(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new UnreadableException("it is damaged: " + name + " is no list");
        }
        return list;
    }

    private static Optional<Selection> selection(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Selection(
                        address(node.path("address")),
                        Math.max(0, node.path("length").asLong()),
                        Math.max(-1, node.path("frame").asInt(-1)),
                        address(node.path("code"))))
                : Optional.empty();
    }

    private static Notes notes(JsonNode list) {
        var marks = new HashMap<Long, Mark>();
        for (var node : list) {
            marks.put(
                    address(node.path("address")),
                    new Mark(
                            node.path("bookmarked").asBoolean(),
                            node.path("note").asText()));
        }
        return Notes.of(marks);
    }

    private static Set<Long> slots(JsonNode list) {
        var slots = new HashSet<Long>();
        list.forEach(node -> slots.add(address(node)));
        return slots;
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static Map<String, String> layout(JsonNode node) {
        var layout = new HashMap<String, String>();
        node.properties()
                .forEach(entry -> layout.put(entry.getKey(), entry.getValue().asText()));
        return layout;
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static long address(JsonNode node) {
        var text = node.asText();
        if (!text.startsWith("0x")) {
            throw new NumberFormatException("'" + text + "'");
        }
        return Long.parseUnsignedLong(text.substring(2), HEX);
    }
}
