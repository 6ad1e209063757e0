package dev.gotstack.fuzz;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Sound dumps whose symbols and images beside them are damaged: the first input byte chooses which.
final class SymbolTarget implements Target {
    private static final List<String> FOLDERS = List.of("stack-x86-callback", "stack-x86-damage", "overflow-x64");

    private final Path folder;
    private final List<Specimen> specimens;

    SymbolTarget(Path work) throws IOException {
        this.folder = Files.createTempDirectory(work, "symbols-");
        this.specimens = FOLDERS.stream()
                .flatMap(name -> tagged(FOLDERS.indexOf(name)).stream())
                .toList();
    }

    /// Each file behind a byte that says of which dump it is, and one that says which file.
    private static List<Specimen> tagged(int folder) {
        var all = files(Samples.ROOT.resolve("dumps-sample").resolve(FOLDERS.get(folder)));
        var tagged = new ArrayList<Specimen>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).toString().matches(".*\\.(pdb|sys|exe)")) {
                var content = Corpus.read(all.get(i));
                var bytes = new byte[content.length + 2];
                System.arraycopy(content, 0, bytes, 2, content.length);
                bytes[0] = (byte) folder;
                bytes[1] = (byte) i;
                tagged.add(Specimen.of(Corpus.name(all.get(i)), bytes));
            }
        }
        return tagged;
    }

    private static List<Path> files(Path sample) {
        try (var all = Files.list(sample)) {
            return all.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "symbols";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        if (input.length < 2) {
            return;
        }
        var name = FOLDERS.get(Math.floorMod(input[0], FOLDERS.size()));
        var sample = Samples.ROOT.resolve("dumps-sample").resolve(name);
        var all = files(sample);
        var damaged =
                folder.resolve(all.get(Math.floorMod(input[1], all.size())).getFileName());
        Files.write(damaged, Arrays.copyOfRange(input, 2, input.length));
        try {
            var options =
                    new AnalysisOptions(List.of(folder.toString(), sample.toString()), List.of(folder), true, true);
            var analysis = Analyzer.open(Samples.dump(sample), options, Progress.NONE);
            try {
                StoryTarget.use(analysis, random);
            } finally {
                analysis.kernel().close();
            }
        } finally {
            Files.delete(damaged);
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(folder);
    }
}
