package dev.gotstack.stack.score;

import dev.gotstack.stack.score.Trial.Kind;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolOptions;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.SymbolSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/// All measurements of one sample.
final class Trials {
    private static final int HOLE_TRIALS = 20;
    private static final int HOLES = 3;
    private static final int HOLE_SIZE = 64;
    private static final SymbolStore NO_SYMBOLS = SymbolStore.of(List.of(), false);
    private static final ImageStore NO_IMAGES = ImageStore.of(List.of());

    /// What lies in a hole.
    private enum Filling {
        ZEROS,
        GARBAGE,
        /// Bytes from elsewhere on the same stack.
        STALE
    }

    private final Sample sample;
    private final Path folder;
    private final SymbolSources pdbs;
    private final SymbolSources images;
    private final SymbolSources nothing = new SymbolSources(NO_SYMBOLS, NO_IMAGES, false);
    private final List<Trial> trials = new ArrayList<>();

    private Trials(Sample sample, Path folder) {
        this.sample = sample;
        this.folder = folder;
        var beside = ImageStore.of(List.of(sample.folder()));
        this.pdbs = new SymbolSources(store(sample.folder()), beside, true);
        this.images = new SymbolSources(NO_SYMBOLS, beside, false);
    }

    /// @param folder for copies of the dump and its PDBs
    static List<Trial> of(Sample sample, Path folder) {
        var run = new Trials(sample, folder);
        run.plain();
        run.absentCode();
        run.holes();
        return run.trials;
    }

    private static SymbolStore store(Path folder) {
        return SymbolStore.of(List.of(folder), List.of(), SymbolOptions.local(false));
    }

    private void plain() {
        try (var target = Target.open(sample.dump(), pdbs)) {
            add(Kind.PDBS, "", target, Walkers::ours);
            add(Kind.BREAKPAD, "", target, BreakpadWalk::walk);
        }
        try (var target = Target.open(sample.dump(), new SymbolSources(NO_SYMBOLS, NO_IMAGES, true))) {
            add(Kind.EXPORTS, "", target, Walkers::ours);
        }
        try (var target = Target.open(sample.dump(), nothing)) {
            add(Kind.NOTHING, "", target, Walkers::ours);
            add(Kind.FRAME_POINTERS, "", target, Walkers::framePointers);
            add(Kind.RAW_SCAN, "", target, Walkers::rawScan);
            add(Kind.CALL_SCAN, "", target, Walkers::callScan);
        }
        var frameless = new SymbolSources(store(withoutFrameRecords()), ImageStore.of(List.of(sample.folder())), true);
        try (var target = Target.open(sample.dump(), frameless)) {
            add(Kind.NO_FRAME_RECORDS, "", target, Walkers::ours);
        }
    }

    private Path withoutFrameRecords() {
        try (Stream<Path> files = Files.list(sample.folder())) {
            var copies = Files.createTempDirectory(folder, "pdbs");
            for (var file :
                    files.filter(path -> path.toString().endsWith(".pdb")).toList()) {
                PdbWithoutFrames.copy(file, copies);
            }
            return copies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For every module with frames on the true stack: its code paged out.
    private void absentCode() {
        try (var original = Target.open(sample.dump(), nothing)) {
            var modules = original.kernel().modules();
            var owners = sample.truth(original.stack()).stream()
                    .flatMap(slot -> modules.at(slot.value() - 1).stream())
                    .distinct()
                    .sorted((a, b) -> Long.compare(a.base(), b.base()))
                    .toList();
            var kernel = modules.kernel().orElseThrow();
            for (var module : owners) {
                absentCode(original, module, module.base() == kernel.base());
            }
        }
    }

    private void absentCode(Target original, LoadedModule module, boolean kernel) {
        var copy = new DumpCopy(original.kernel());
        if (copy.pageOutCode(module) == 0) {
            return;
        }
        var dump = copy.write(folder);
        if (hasImage(module)) {
            try (var target = Target.open(dump, images)) {
                add(
                        kernel ? Kind.KERNEL_ABSENT_WITH_IMAGE : Kind.ABSENT_WITH_IMAGE,
                        module.name(),
                        target,
                        Walkers::ours);
            }
        }
        try (var target = Target.open(dump, nothing)) {
            add(kernel ? Kind.KERNEL_ABSENT : Kind.ABSENT, module.name(), target, Walkers::ours);
        }
        delete(dump);
    }

    private boolean hasImage(LoadedModule module) {
        return Files.exists(sample.folder().resolve(module.imageName()));
    }

    private void holes() {
        try (var original = Target.open(sample.dump(), nothing)) {
            holes(original, Filling.ZEROS, Map.of(Kind.ZERO_HOLES, pdbs, Kind.ZERO_HOLES_BARE, nothing));
            holes(original, Filling.GARBAGE, Map.of(Kind.RANDOM_HOLES, pdbs, Kind.RANDOM_HOLES_BARE, nothing));
            holes(original, Filling.STALE, Map.of(Kind.STALE_HOLES_BARE, nothing));
        }
    }

    private void holes(Target original, Filling filling, Map<Kind, SymbolSources> kinds) {
        var scores = new EnumMap<Kind, Score>(Kind.class);
        for (int trial = 0; trial < HOLE_TRIALS; trial++) {
            var copy = new DumpCopy(original.kernel());
            var starts = makeHoles(original, copy, trial, filling);
            LongPredicate survived = address -> starts.stream()
                    .noneMatch(start -> address > start - original.wordSize() && address < start + HOLE_SIZE);
            var dump = copy.write(folder);
            kinds.forEach((kind, symbols) -> scores.merge(kind, scoreWithHoles(dump, symbols, survived), Score::plus));
            delete(dump);
        }
        scores.forEach((kind, score) -> trials.add(new Trial(sample, kind, "", score)));
    }

    /// @return where the holes begin
    private List<Long> makeHoles(Target original, DumpCopy copy, int trial, Filling filling) {
        var random = new Random((sample.name().hashCode() * 31L + filling.ordinal()) * 31 + trial);
        var starts = new ArrayList<Long>();
        long from = original.used();
        long words = (original.stack().base() - HOLE_SIZE - from) / original.wordSize();
        for (int hole = 0; hole < HOLES; hole++) {
            starts.add(from + random.nextLong(words) * original.wordSize());
        }
        for (long start : starts) {
            var bytes = new byte[HOLE_SIZE];
            if (filling == Filling.GARBAGE) {
                random.nextBytes(bytes);
            } else if (filling == Filling.STALE) {
                long other = from + random.nextLong(words) * original.wordSize();
                original.kernel().space().read(other, bytes, 0, HOLE_SIZE);
            }
            copy.overwrite(start, bytes);
        }
        return starts;
    }

    private Score scoreWithHoles(Path dump, SymbolSources symbols, LongPredicate survived) {
        try (var target = Target.open(dump, symbols)) {
            return Score.of(truth(target), Walkers.ours(target), survived);
        }
    }

    private Set<Slot> truth(Target target) {
        return sample.truth(target.stack());
    }

    private void add(Kind kind, String detail, Target target, Walker walker) {
        trials.add(new Trial(sample, kind, detail, Score.of(truth(target), walker.walk(target))));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
