package dev.gotstack.cli;

import dev.gotstack.report.Paper;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where a chart or report is written and, if it is a PDF, on what paper.
final class ExportOptions {
    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write; its extension chooses the format.")
    private Path output = Path.of("");

    @Option(names = "--paper", paramLabel = "A4|letter", description = "Paper of a PDF; A4 by default.")
    private Paper paper = Paper.A4;

    /// Something that writes a file.
    @FunctionalInterface
    interface Writing {
        void to(Path file) throws IOException;
    }

    Path output() {
        return output;
    }

    Paper paper() {
        return paper;
    }

    /// Writes the file.
    ///
    /// @return the exit code; what stands in the way is said in one line
    int write(Console console, Writing writing) {
        try {
            writing.to(output);
            return Exit.DONE;
        } catch (IOException e) {
            console.error(output + " cannot be written: " + e.getMessage());
            return Exit.FAULT;
        }
    }
}
