package dev.gotstack.cli;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.dump.HeaderOnlyException;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.report.HeaderReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;

/// Standard output and error of one command, and what all commands do with a dump.
final class Console {
    private final PrintWriter out;
    private final PrintWriter err;

    Console(CommandSpec spec) {
        this(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    PrintWriter out() {
        return out;
    }

    void error(String line) {
        err.println("gotstack: " + line);
        err.flush();
    }

    /// Says that the program itself is at fault.
    void fault(Exception e) {
        error("this is a fault of the program: " + e);
    }

    /// Writes to standard error as it is.
    void raw(String text) {
        err.print(text);
        err.flush();
    }

    /// Opens a dump, hands its analysis on, and closes it. A file that is no readable dump gives one line and its exit
    /// code; what its header says is printed where it has one.
    int withDump(Path file, CommonOptions options, ToIntFunction<Analysis> work) {
        try {
            var analysis = open(file, options);
            try {
                return work.applyAsInt(analysis);
            } finally {
                analysis.kernel().close();
            }
        } catch (HeaderOnlyException e) {
            out.print(HeaderReport.text(HeaderFacts.of(file, e)));
            out.flush();
            error(describe(file, e));
            return Exit.NOT_A_DUMP;
        } catch (IOException | MalformedFileException e) {
            error(describe(file, e));
            return Exit.NOT_A_DUMP;
        }
    }

    Analysis open(Path file, CommonOptions options) throws IOException {
        return Analyzer.open(checked(file), options.analysis(), progress(options));
    }

    /// Opens a dump for commands, which may ask for little.
    Analysis begin(Path file, CommonOptions options) throws IOException {
        return Analyzer.begin(checked(file), options.analysis(), progress(options));
    }

    private static Path checked(Path file) {
        if (Files.isDirectory(file)) {
            throw new MalformedFileException(file.toString(), -1, "file", "a dump", "a directory");
        }
        return file;
    }

    private Progress progress(CommonOptions options) {
        return options.quiet() ? Progress.NONE : new TerminalProgress(err);
    }

    /// What went wrong with a file, in one line.
    static String describe(Path file, Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> file + ": no such file";
            case AccessDeniedException denied -> file + ": no right to read it";
            case MalformedFileException malformed -> String.valueOf(malformed.getMessage());
            case FileSystemException failed -> file + ": " + Objects.requireNonNullElse(failed.getReason(), failed);
            default -> file + ": " + e;
        };
    }
}
