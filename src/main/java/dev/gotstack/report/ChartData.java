package dev.gotstack.report;

import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// Everything the picture of a stack says, as plain data.
///
/// @param title the finding in the customer's words
/// @param subtitle lines below it
/// @param usage who owns the bytes
/// @param stackPointer where the interrupted code's stack pointer was; may lie outside the stack
/// @param guardPage whether the page below the stack's limit is known to be a guard page
/// @param footer where the numbers come from; may be empty
public record ChartData(
        String title,
        List<String> subtitle,
        StackUsage usage,
        OptionalLong stackPointer,
        boolean guardPage,
        String footer) {

    /// Data whose title and facts follow from `usage`.
    ///
    /// @param subtitle what the caller has to say besides (bug check, process); may be empty
    public static ChartData of(
            StackUsage usage, String subtitle, OptionalLong stackPointer, boolean guardPage, String footer) {
        var lines = new ArrayList<>(ChartTitle.headroom(usage));
        lines.addAll(cycles(usage));
        if (!subtitle.isBlank()) {
            lines.add(PlainText.of(subtitle));
        }
        var title = ChartTitle.of(usage, Shares.of(usage));
        return new ChartData(title, List.copyOf(lines), usage, stackPointer, guardPage, PlainText.of(footer));
    }

    private static List<String> cycles(StackUsage usage) {
        return usage.cycles().stream()
                .max(Comparator.comparingLong(cycle -> cycle.bytes()))
                .filter(cycle -> cycle.rounds() > 1)
                .map(cycle -> "The same " + Words.count(cycle.period(), "call") + " repeat"
                        + (cycle.period() == 1 ? "s " : " ") + Words.number(cycle.rounds()) + " times and take"
                        + (cycle.period() == 1 ? "s " : " ") + Words.bytes(cycle.bytes()) + ".")
                .stream()
                .toList();
    }
}
