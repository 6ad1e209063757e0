package dev.gotstack.report.render;

import dev.gotstack.report.ReportText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// File formats a report can be written in.
public enum ReportFormat {
    HTML,
    PDF,
    MD,
    JSON,
    CSV;

    /// What it is, for the user.
    public String words() {
        return ReportText.of("format." + extension());
    }

    /// Its file name extension, without a dot.
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the user may bring a template.
    public boolean hasTemplate() {
        return this == HTML || this == MD;
    }

    /// The format a file's name asks for.
    ///
    /// @throws IllegalArgumentException if it asks for none we know; the message is for the user
    public static ReportFormat of(Path file) {
        var last = file.getFileName();
        String name = last == null ? "" : last.toString();
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(extension))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ReportText.of(
                        "report.no-format",
                        name,
                        Arrays.stream(values())
                                .map(format -> "." + format.extension())
                                .collect(Collectors.joining(", ")))));
    }
}
