package dev.gotstack.report;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// File formats a chart can be written in.
public enum ChartFormat {
    SVG,
    PNG,
    PDF,
    JSON;

    /// Its file name extension, without a dot.
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format a file's name asks for.
    ///
    /// @throws IllegalArgumentException if it asks for none we know; the message is for the user
    public static ChartFormat of(Path file) {
        var last = file.getFileName();
        String name = last == null ? "" : last.toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.contains(".") && format.extension().equals(extension))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(ReportText.of(
                        "chart.no-format",
                        name,
                        Arrays.stream(values())
                                .map(format -> "." + format.extension())
                                .collect(Collectors.joining(", ")))));
    }
}
