package dev.gotstack.ui.action;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.Omission;
import java.io.IOException;
import java.nio.file.Path;

/// Writes the stack-usage chart to a file. Called on a worker thread.
@FunctionalInterface
public interface ChartSaver {
    /// @param omission what the stack is imagined without
    /// @param target its extension tells the format: `svg`, `png`, `pdf`
    void save(Analysis analysis, Omission omission, Path target) throws IOException;
}
