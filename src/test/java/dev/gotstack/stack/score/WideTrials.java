package dev.gotstack.stack.score;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.stack.score.Trial.Kind;
import dev.gotstack.windows.LoadedModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;

/// All measurements of one sample of 64-bit code. Its thread may not be known; then the mapped pages around the stack
/// pointer are the stack.
final class WideTrials {
    private static final int HOLE_TRIALS = 10;
    private static final int HOLES = 3;
    private static final int HOLE_SIZE = 64;
    private static final int WORD = 8;

    private final Sample sample;
    private final Path folder;
    private final AnalysisOptions pdbs;
    private final AnalysisOptions images;
    private final AnalysisOptions nothing = AnalysisOptions.dumpOnly(false);
    private final List<Trial> trials = new ArrayList<>();

    private WideTrials(Sample sample, Path folder) {
        this.sample = sample;
        this.folder = folder;
        this.pdbs = new AnalysisOptions(List.of(sample.folder().toString()), List.of(sample.folder()), true, false);
        this.images = new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.of(sample.folder()), false, false);
    }

    /// @param folder for copies of the dump
    static List<Trial> of(Sample sample, Path folder) {
        var run = new WideTrials(sample, folder);
        run.measure(Kind.PDBS, "", sample.dump(), run.pdbs);
        run.measure(Kind.EXPORTS, "", sample.dump(), AnalysisOptions.dumpOnly(true));
        run.measure(Kind.NOTHING, "", sample.dump(), run.nothing);
        run.absent();
        run.holes(false);
        run.holes(true);
        return run.trials;
    }

    private void measure(Kind kind, String detail, Path dump, AnalysisOptions options) {
        trials.add(new Trial(sample, kind, detail, score(dump, options, address -> true)));
    }

    private Score score(Path dump, AnalysisOptions options, LongPredicate survived) {
        var analysis = Samples.analyze(dump, options);
        try {
            var target = target(analysis);
            var claims = Walkers.ours(target).stream()
                    .filter(claim -> target.stack().contains(claim.slot().address()))
                    .toList();
            return Score.of(sample.truth(target.stack()), claims, survived);
        } finally {
            Samples.close(analysis);
        }
    }

    private static Target target(Analysis analysis) {
        return new Target(analysis.kernel(), analysis.stack().orElseThrow(), analysis.registers());
    }

    /// For every module with frames on the true stack: all its pages paged out, headers, unwind data and code.
    private void absent() {
        var original = Samples.analyze(sample.dump(), nothing);
        try {
            var modules = original.kernel().modules();
            var owners = sample.truth(original.stack().orElseThrow()).stream()
                    .flatMap(slot -> modules.at(slot.value() - 1).stream())
                    .distinct()
                    .toList();
            for (var module : owners) {
                boolean kernel = module.base() == modules.kernel().orElseThrow().base();
                if (!kernel) {
                    absent(original, module, Kind.ABSENT_WITH_IMAGE, Kind.ABSENT);
                }
            }
        } finally {
            Samples.close(original);
        }
    }

    private void absent(Analysis original, LoadedModule module, Kind withImage, Kind without) {
        var copy = new DumpCopy(original.kernel());
        for (long page = module.base(); page < module.base() + module.size(); page += PhysicalMemory.PAGE_SIZE) {
            copy.pageOut(page);
        }
        var dump = copy.write(folder);
        measure(withImage, module.name(), dump, images);
        measure(without, module.name(), dump, nothing);
        delete(dump);
    }

    private void holes(boolean garbage) {
        var original = Samples.analyze(sample.dump(), nothing);
        try {
            var sum = Score.NONE;
            for (int trial = 0; trial < HOLE_TRIALS; trial++) {
                var copy = new DumpCopy(original.kernel());
                var starts = makeHoles(target(original), copy, trial, garbage);
                var dump = copy.write(folder);
                LongPredicate survived = address ->
                        starts.stream().noneMatch(start -> address > start - WORD && address < start + HOLE_SIZE);
                sum = sum.plus(score(dump, nothing, survived));
                delete(dump);
            }
            trials.add(new Trial(sample, garbage ? Kind.RANDOM_HOLES_BARE : Kind.ZERO_HOLES_BARE, "", sum));
        } finally {
            Samples.close(original);
        }
    }

    private List<Long> makeHoles(Target original, DumpCopy copy, int trial, boolean garbage) {
        var random = new Random(sample.name().hashCode() * 31L + trial);
        var starts = new ArrayList<Long>();
        long from = original.used();
        long words = (original.stack().base() - HOLE_SIZE - from) / WORD;
        for (int hole = 0; hole < HOLES; hole++) {
            long start = from + random.nextLong(words) * WORD;
            var bytes = new byte[HOLE_SIZE];
            if (garbage) {
                random.nextBytes(bytes);
            }
            copy.overwrite(start, bytes);
            starts.add(start);
        }
        return starts;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
