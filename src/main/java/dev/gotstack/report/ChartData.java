package dev.gotstack.report;

import dev.gotstack.analysis.WhatIfWords;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.text.Phrase;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything the picture of a stack says, as plain data.
///
/// @param title the finding in the customer's words
/// @param subtitle lines below it
/// @param usage who owns the bytes
/// @param headroom what was left and needed when the stack ran out
/// @param stackPointer where the interrupted code's stack pointer was; may lie outside the stack
/// @param guardPage whether the page below the stack's limit is known to be a guard page
/// @param wide whether it is the stack of 64-bit code, whose stack pointer is RSP
/// @param footer where the numbers come from; may be empty
/// @param whatIf drivers or repeated calls the stack is imagined without
public record ChartData(
        String title,
        List<String> subtitle,
        StackUsage usage,
        Headroom headroom,
        OptionalLong stackPointer,
        boolean guardPage,
        boolean wide,
        String footer,
        Optional<WhatIf> whatIf) {

    /// Data whose title and facts follow from `usage`.
    ///
    /// @param subtitle what the caller has to say besides (bug check, process); may be empty
    public static ChartData of(
            StackUsage usage, String subtitle, OptionalLong stackPointer, boolean guardPage, String footer) {
        var registers = RegisterSet.none()
                .with(Words.isWide(usage.limit()) ? "rsp" : "esp", stackPointer.orElse(usage.limit()));
        return of(usage, Headroom.of(usage, registers), List.of(subtitle), stackPointer, guardPage, footer);
    }

    /// The same where it is known what was needed.
    static ChartData of(
            StackUsage usage,
            Headroom headroom,
            List<String> remarks,
            OptionalLong stackPointer,
            boolean guardPage,
            String footer) {
        var lines = new ArrayList<>(ChartTitle.headroom(usage, headroom));
        lines.addAll(cycles(usage));
        remarks.stream().map(PlainText::of).filter(line -> !line.isEmpty()).forEach(lines::add);
        var title = ChartTitle.of(usage, Shares.of(usage));
        return new ChartData(
                title,
                List.copyOf(lines),
                usage,
                headroom,
                stackPointer,
                guardPage,
                Words.isWide(usage.limit()),
                PlainText.of(footer),
                Optional.empty());
    }

    /// What there is to draw where nothing is known of a stack.
    ///
    /// @param why in one sentence
    static ChartData unknown(String why, String subtitle, String footer) {
        var usage = new StackUsage(0, 0, 0, 0, 0, List.of(), List.of(), List.of());
        return of(usage, new Headroom(0, 0, false), List.of(why, subtitle), OptionalLong.empty(), false, footer);
    }

    /// The same with a what-if: its bytes are drawn pale, and the caption says what would have been.
    public ChartData with(WhatIf answer) {
        return new ChartData(
                title,
                subtitle,
                usage,
                headroom,
                stackPointer,
                guardPage,
                wide,
                footer,
                answer.omission().isNothing() ? Optional.empty() : Optional.of(answer));
    }

    /// The same with the stack pointer of another register context.
    public ChartData withStackPointer(OptionalLong other) {
        return new ChartData(title, subtitle, usage, headroom, other, guardPage, wide, footer, whatIf);
    }

    /// What the what-if says, a sentence each; empty without one.
    public List<String> caption() {
        return whatIf.map(answer -> WhatIfWords.of(usage, answer)).orElse(List.of()).stream()
                .map(Phrase::local)
                .toList();
    }

    private static List<String> cycles(StackUsage usage) {
        return usage.cycles().stream()
                .max(Comparator.comparingLong(cycle -> cycle.bytes()))
                .filter(cycle -> cycle.rounds() > 1)
                .map(cycle -> ReportText.of(
                        cycle.period() == 1 ? "chart.call-repeats" : "chart.calls-repeat",
                        Words.count(cycle.period(), "call"),
                        cycle.rounds(),
                        Words.bytes(cycle.bytes())))
                .stream()
                .toList();
    }
}
