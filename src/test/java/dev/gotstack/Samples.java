package dev.gotstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The dumps that tests read: those of the project, and, where they are present, those beside it.
public final class Samples {
    /// The project's folder.
    public static final Path ROOT = Path.of(System.getProperty("gotstack.root", "."));

    public static final Path ARTICLE = ROOT.resolve("dumps-sample/article-x86/article-x86.dmp");

    private static final Path SHARED = ROOT.resolve("../shared/data");

    private Samples() {}

    /// The folders of the project's own samples of 32-bit code.
    public static List<Path> folders() {
        return subfolders(ROOT.resolve("dumps-sample")).stream()
                .filter(path -> path.getFileName().toString().contains("-x86"))
                .toList();
    }

    /// The folders of 32-bit dumps beside the project; the test is skipped where there are none.
    public static List<Path> laboratory() {
        var folder = SHARED.resolve("lab");
        assumeTrue(Files.isDirectory(folder), "no dumps beside the project");
        return subfolders(folder).stream()
                .filter(path -> path.getFileName().toString().startsWith("x86"))
                .toList();
    }

    private static List<Path> subfolders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The dump of a sample's folder.
    public static Path dump(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".dmp"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens a dump with the PDBs beside it.
    public static Analysis analyze(Path dump) {
        return analyze(dump, AnalysisOptions.defaults());
    }

    public static Analysis analyze(Path dump, AnalysisOptions options) {
        try {
            return Analyzer.open(dump, options, Progress.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void close(Analysis analysis) {
        analysis.kernel().close();
    }
}
