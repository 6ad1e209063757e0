package dev.gotstack.cli;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.dump.OpenOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options that every command has.
final class CommonOptions {
    @Option(
            names = "--symbols",
            paramLabel = "PATH",
            description = "Where to look for PDBs: a directory, a .pdb file, or an element of a symbol path; may be"
                    + " repeated. 'none': only what the dump itself holds.")
    private List<String> symbols = new ArrayList<>();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Where image files lie whose code the dump may lack; may be repeated.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--no-symbols", description = "No names at all, not even the images' exports.")
    private boolean noSymbols;

    @Option(names = "--force-symbols", description = "Take a PDB of the right name even if it is of another build.")
    private boolean forceSymbols;

    @Option(
            names = "--unpack-limit",
            paramLabel = "SIZE",
            converter = ByteCount.class,
            description =
                    "Most bytes that a dump in a .zip, .cab, .gz or .xz may have, as 800M or 16G; default: 64G, or"
                            + " what fits on the disk.")
    private long unpackLimit;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no warnings on standard error.")
    private boolean quiet;

    boolean quiet() {
        return quiet;
    }

    AnalysisOptions analysis() {
        var options = noSymbols
                ? new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.copyOf(images), false, false)
                : new AnalysisOptions(List.copyOf(symbols), List.copyOf(images), true, forceSymbols);
        return options.withOpening(new OpenOptions(unpackLimit));
    }
}
