package dev.gotstack.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Every reader there is.
final class Targets {
    private Targets() {}

    /// @param folder where files for the readers may be put
    static List<Target> all(Path folder) throws IOException {
        return List.of(
                new DumpTarget(folder),
                new StoryTarget(folder),
                new SymbolTarget(folder),
                new PageTableTarget(),
                new PeTarget(),
                new PdbTarget(),
                new IsfTarget(folder),
                new CommandTarget(),
                new TemplateTarget(folder),
                new CabinetTarget(folder),
                new ArchiveTarget(folder),
                new CodeTarget(),
                new SessionTarget(folder),
                new PreferenceTarget(folder),
                new SearchTarget(),
                new CompareTarget(folder));
    }
}
