package dev.gotstack.model;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.io.Progress;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Opens a dump and analyses it. Called on a worker thread.
@FunctionalInterface
public interface Opener {
    /// @param header is told what the header says, as soon as that is known
    Analysis open(Path file, AnalysisOptions options, Progress progress, Consumer<HeaderFacts> header) throws Exception;
}
