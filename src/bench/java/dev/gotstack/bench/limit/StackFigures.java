package dev.gotstack.bench.limit;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Reconstruction;
import java.io.IOException;
import java.nio.file.Path;

/// Stacks of the samples, and the whole story of one.
final class StackFigures {
    private static final int THREADS = 1000;

    private final Figures figures;

    StackFigures(Figures figures) {
        this.figures = figures;
    }

    void measure() throws IOException {
        stacks("article-x86");
        stacks("stack-x86-pointers");
        stacks("overflow-x64");
        var article = sample("article-x86");
        figures.time(
                "whole story of article-x86",
                () -> {
                    var analysis = Analyzer.open(article, AnalysisOptions.defaults(), Progress.NONE);
                    analysis.kernel().close();
                    return analysis.findings().size();
                },
                s -> s * 1e3);
    }

    static Path sample(String name) {
        return Path.of("dumps-sample", name, name + ".dmp");
    }

    private void stacks(String name) throws IOException {
        var analysis = Analyzer.open(sample(name), AnalysisOptions.defaults(), Progress.NONE);
        try {
            var stack = analysis.thread().orElseThrow().stack();
            var registers = analysis.registers();
            if (name.endsWith("64")) {
                var fresh = new Reconstruction(analysis.kernel());
                figures.time(
                        "one stack of overflow-x64 (24 KB)",
                        () -> fresh.rebuild(stack, registers, Corrections.NONE)
                                .frames()
                                .size(),
                        s -> s * 1e3);
            }
            var reconstruction = new Reconstruction(analysis.kernel());
            figures.time(
                    "1,000 stacks of " + name,
                    () -> {
                        long frames = 0;
                        for (int i = 0; i < THREADS; i++) {
                            frames += reconstruction
                                    .rebuild(stack, registers, Corrections.NONE)
                                    .frames()
                                    .size();
                        }
                        return frames;
                    },
                    s -> s);
        } finally {
            analysis.kernel().close();
        }
    }
}
