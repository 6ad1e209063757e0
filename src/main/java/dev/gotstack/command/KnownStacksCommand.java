package dev.gotstack.command;

import dev.gotstack.windows.StackRange;
import java.util.Locale;

/// `!stackusage -stacks`: every stack whose place is known, and how it is known.
final class KnownStacksCommand {
    /// The bit of CR4 by which the processor keeps return addresses a second time (Intel SDM, "CET").
    private static final int SHADOW_STACKS = 23;

    private KnownStacksCommand() {}

    static void show(Call call) {
        var analysis = call.context().analysis();
        var stack = analysis.stack().orElseThrow(RebuiltStackCommand::noStack);
        var ranges = call.kernel().stacksBeside(stack);
        if (ranges.isEmpty()) {
            call.text("The thread's stack ").memory(stack.limit()).text(" to ").memory(stack.base());
            call.line("; a 32-bit thread has but one");
            return;
        }
        int digits = call.unknown().length();
        call.line(String.format(
                Locale.ROOT, "%-" + digits + "s  %-" + digits + "s  %7s  Stack", "Limit", "Base", "Bytes"));
        for (var range : ranges) {
            call.memory(range.limit()).text("  ").memory(range.base());
            call.line(String.format(
                    Locale.ROOT, "  %7d  %s", range.size(), range.name().capitalised()));
            call.line(" ".repeat(2 * digits + 13) + range.source().english());
        }
        shadowStacks(call, ranges.stream().anyMatch(range -> range.kind() == StackRange.Kind.SHADOW));
    }

    /// Whether the processor keeps return addresses a second time.
    private static void shadowStacks(Call call, boolean found) {
        var cr4 = call.context()
                .processor()
                .flatMap(processor ->
                        processor.special().get("cr4").stream().boxed().findFirst());
        if (cr4.isEmpty() || cr4.get() == 0) {
            call.line("Shadow stacks: unknown, cr4 was not saved");
        } else if ((cr4.get() >>> SHADOW_STACKS & 1) == 0) {
            call.line("Shadow stacks: not used, bit 23 of cr4 is clear");
        } else {
            call.line("Shadow stacks: used, bit 23 of cr4 is set"
                    + (found ? "" : "; where the thread's lies is not known for this build"));
        }
    }
}
