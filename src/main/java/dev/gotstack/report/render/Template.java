package dev.gotstack.report.render;

import dev.gotstack.report.ReportText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A text with named slots. `{{title}}` is replaced by what the slot holds, which the renderer has escaped already;
/// `{{#note}} … {{/note}}` is left out where the slot is empty. That is all: a template runs no code, reads no file and
/// cannot reach anything but its slots.
public final class Template {
    /// Larger files are no templates.
    private static final long LARGEST = 1 << 20;

    private static final Pattern PART = Pattern.compile(
            "\\{\\{#(?<if>[\\w.-]+)}}(?<body>.*?)\\{\\{/\\k<if>}}|\\{\\{(?<slot>[^{}]*)}}", Pattern.DOTALL);

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /// The user's own.
    ///
    /// @throws IOException with a message for the user if it cannot be read as UTF-8 text
    public static Template read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(ReportText.of("template.missing", file));
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(ReportText.of("template.too-large", file));
        }
        try {
            return new Template(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IOException(ReportText.of("template.not-text", file), e);
        }
    }

    /// One of ours, from `assets/report`.
    static Template ours(String file) {
        return new Template(file, resource(file));
    }

    static String resource(String file) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream("/report/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /// @throws TemplateException if it names a slot that there is not
    String fill(Map<String, String> slots) {
        return fill(text, slots);
    }

    private String fill(String part, Map<String, String> slots) {
        var result = new StringBuilder(part.length());
        var matcher = PART.matcher(part);
        int at = 0;
        while (matcher.find()) {
            result.append(part, at, matcher.start());
            at = matcher.end();
            var condition = matcher.group("if");
            if (condition == null) {
                result.append(value(matcher.group("slot").strip(), slots));
            } else if (!value(condition, slots).isEmpty()) {
                result.append(fill(matcher.group("body"), slots));
            }
        }
        return result.append(part, at, part.length()).toString();
    }

    /// A section that this report has not is empty; any other unknown name is a mistake.
    private String value(String slot, Map<String, String> slots) {
        var value = slots.get(slot);
        if (value != null) {
            return value;
        }
        if (slot.startsWith("section.")) {
            return "";
        }
        throw new TemplateException(ReportText.of(
                "template.slot", name, "{{" + slot + "}}", String.join(", ", new TreeSet<>(slots.keySet()))));
    }
}
