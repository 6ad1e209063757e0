package dev.gotstack.report;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.io.WholeFile;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.x86.RegisterSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// The chart of an analysis.
public final class Charts {
    private Charts() {}

    /// What the chart of a dump says; empty if the crashed thread's stack is unknown.
    public static Optional<ChartData> of(Analysis analysis) {
        return analysis.usage().map(usage -> of(analysis, usage));
    }

    /// What the chart of any dump says: who used the stack, or why that is unknown.
    public static ChartData orReason(Analysis analysis) {
        return of(analysis)
                .orElseGet(() -> ChartData.unknown(
                        sentence(analysis.reconstructedStack().stop().local()), subtitle(analysis), name(analysis)));
    }

    /// The stack of a dump without some drivers or repeated calls; empty if the crashed thread's stack is unknown.
    public static Optional<WhatIf> whatIf(Analysis analysis, Omission omission) {
        return analysis.usage().map(usage -> WhatIf.of(usage, headroom(analysis, usage), omission));
    }

    /// What was left and needed when the stack of a dump ran out.
    private static Headroom headroom(Analysis analysis, StackUsage usage) {
        boolean known = analysis.interrupted().isPresent() || !analysis.states().isEmpty();
        return Headroom.of(usage, known ? analysis.registers() : RegisterSet.none());
    }

    private static ChartData of(Analysis analysis, StackUsage usage) {
        boolean known = analysis.interrupted().isPresent() || !analysis.states().isEmpty();
        var pointer = known ? OptionalLong.of(analysis.registers().stackPointer()) : OptionalLong.empty();
        boolean guard = analysis.stack().flatMap(KernelStack::guard).isPresent();
        return ChartData.of(
                usage,
                headroom(analysis, usage),
                remarks(subtitle(analysis), analysis.reconstructedStack()),
                pointer,
                guard,
                footer(analysis, usage));
    }

    /// The bug check, and what the reader must know about the figures.
    static List<String> remarks(String subtitle, CallStack stack) {
        var remarks = new ArrayList<String>();
        remarks.add(subtitle);
        if (stack.frames().isEmpty()) {
            remarks.add(ReportText.of("chart.no-frame", sentence(stack.stop().local())));
        } else if (stack.frames().size() == 1) {
            remarks.add(ReportText.of("chart.one-frame", sentence(stack.stop().local())));
        } else if (!stack.complete()) {
            remarks.add(ReportText.of("chart.gaps", sentence(stack.stop().local())));
        }
        if (stack.frames().stream()
                        .noneMatch(frame -> !frame.code().symbolName().isEmpty())
                && !stack.frames().isEmpty()) {
            remarks.add(ReportText.of("chart.no-symbols"));
        }
        return remarks;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /// Writes the chart of a dump as a whole or not at all.
    public static void write(ChartData data, ChartFormat format, Path target) throws IOException {
        write(data, format, ChartExport.Page.DEFAULT, target);
    }

    /// Writes the chart of a dump on a page, as a whole or not at all.
    public static void write(ChartData data, ChartFormat format, ChartExport.Page page, Path target)
            throws IOException {
        WholeFile.write(target, out -> ChartExport.write(data, format, page, out));
    }

    private static String subtitle(Analysis analysis) {
        var check = analysis.bugCheck();
        var parts = new ArrayList<String>();
        parts.add(ReportText.of(
                "chart.bug-check",
                String.format(
                        Locale.ROOT,
                        "0x%X (%x)",
                        check.code(),
                        check.parameters().getFirst().value())));
        analysis.thread().flatMap(thread -> thread.process()).ifPresent(process -> parts.add(process.imageName()));
        analysis.processor()
                .ifPresent(
                        processor -> parts.add(ReportText.of("chart.processor", String.valueOf(processor.number()))));
        return sentence(String.join(", ", parts));
    }

    private static String name(Analysis analysis) {
        return "Gotstack · " + analysis.kernel().dump().path().getFileName();
    }

    private static String footer(Analysis analysis, StackUsage usage) {
        var calls = analysis.reconstructedStack().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .toList();
        long certain = calls.stream()
                .filter(frame -> frame.evidence().trust() == Trust.CERTAIN)
                .count();
        var parts = new ArrayList<String>();
        parts.add(name(analysis));
        parts.add(ReportText.of("chart.certain", certain, calls.size()));
        if (!analysis.byHand().isEmpty()) {
            parts.add(analysis.byHand().local());
        }
        parts.add(ReportText.of("chart.sum", usage.size()));
        return String.join(" · ", parts);
    }
}
