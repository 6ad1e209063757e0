package dev.gotstack.report;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.io.WholeFile;
import dev.gotstack.stack.Trust;
import dev.gotstack.windows.KernelStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The chart of an analysis.
public final class Charts {
    private Charts() {}

    /// What the chart of a dump says; empty if the crashed thread's stack is unknown.
    public static Optional<ChartData> of(Analysis analysis) {
        if (analysis.usage().isEmpty()) {
            return Optional.empty();
        }
        var pointer = analysis.interrupted().isPresent()
                ? OptionalLong.of(analysis.interrupted().get().registers().stackPointer())
                : OptionalLong.empty();
        boolean guard = analysis.thread()
                .map(thread -> thread.stack())
                .flatMap(KernelStack::guard)
                .isPresent();
        return Optional.of(ChartData.of(analysis.usage().get(), subtitle(analysis), pointer, guard, footer(analysis)));
    }

    /// Writes the chart of a dump as a whole or not at all.
    public static void write(ChartData data, ChartFormat format, Path target) throws IOException {
        WholeFile.write(target, out -> ChartExport.write(data, format, out));
    }

    private static String subtitle(Analysis analysis) {
        var check = analysis.bugCheck();
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "Bug check 0x%X (%x)",
                check.code(),
                check.parameters().getFirst().value()));
        analysis.thread()
                .flatMap(thread -> thread.process())
                .ifPresent(process -> text.append(", ").append(process.imageName()));
        analysis.processor().ifPresent(processor -> text.append(", processor ").append(processor.number()));
        return text.toString();
    }

    private static String footer(Analysis analysis) {
        var calls = analysis.reconstructedStack().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .toList();
        long certain = calls.stream()
                .filter(frame -> frame.evidence().trust() == Trust.CERTAIN)
                .count();
        var byHand = analysis.byHand().isEmpty() ? "" : " · " + analysis.byHand();
        return String.format(
                Locale.ROOT,
                "Gotstack · %s · %d of %d calls certain%s · bytes sum to %,d",
                analysis.kernel().dump().path().getFileName(),
                certain,
                calls.size(),
                byHand,
                analysis.usage().orElseThrow().size());
    }
}
