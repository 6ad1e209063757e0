package dev.gotstack.command;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.UsageCounter;
import dev.gotstack.windows.KernelStack;
import java.util.List;
import java.util.Optional;

/// `kr`: the stack as it was rebuilt, with the evidence for each frame.
final class RebuiltStackCommand {
    private RebuiltStackCommand() {}

    /// A rebuilt stack and the sequences of calls that repeat on it.
    private record Rebuilt(CallStack stack, List<Cycle> cycles) {}

    /// `kr`, `krn`, `kra`, `kr = ebp esp eip`.
    static void show(Call call) {
        var options = StackOptions.parse(call, 2);
        var rebuilt = rebuild(call.context(), options);
        StackCommand.scope(call, options);
        var shown = new StackOptions(options.letters() + "f", options.start(), options.count());
        var rows = new StackRows(call, shown);
        rows.header();
        var frames = rebuilt.stack().frames();
        var cycles = options.has('a') ? List.<Cycle>of() : rebuilt.cycles();
        int printed = 0;
        int i = 0;
        for (; i < frames.size() && printed < shown.count(); i++, printed++) {
            rows.row(frames, i);
            evidence(call, frames.get(i));
            var cycle = endOfRound(cycles, i);
            if (cycle.isPresent()) {
                fold(call, cycle.get());
                i = cycle.get().end() - 1;
            }
        }
        var end = i < frames.size()
                ? "... " + (frames.size() - i) + " more frames"
                : rebuilt.stack().stop();
        call.out().styled(end, Output.Style.COMMENT).end();
    }

    private static void evidence(Call call, Frame frame) {
        var evidence = frame.evidence();
        var text = "  (" + evidence.trust().word() + ": " + evidence.method().words() + ")";
        call.out().styled(text, Output.Style.COMMENT).end();
    }

    private static Optional<Cycle> endOfRound(List<Cycle> cycles, int index) {
        return cycles.stream()
                .filter(cycle -> index == cycle.first() + cycle.period() - 1 && cycle.rounds() > 1)
                .findFirst();
    }

    private static void fold(Call call, Cycle cycle) {
        call.out()
                .styled(
                        String.format(
                                "          ... %d more rounds of these %d frames; %d bytes a round, %d bytes in all",
                                cycle.rounds() - 1, cycle.period(), cycle.bytesPerRound(), cycle.bytes()),
                        Output.Style.COMMENT)
                .end();
    }

    private static Rebuilt rebuild(Context context, StackOptions options) {
        var analysis = context.analysis();
        var start = options.start();
        if (start == null && isStory(context)) {
            return new Rebuilt(
                    analysis.reconstructedStack(),
                    analysis.usage().map(StackUsage::cycles).orElse(List.of()));
        }
        var registers = start == null ? context.registers() : start;
        KernelStack stack = context.stack()
                .orElseThrow(() -> new CommandException("The crashed thread cannot be read: its stack is unknown"));
        var rebuilt = Reconstruction.of(context.kernel(), stack, registers);
        var kernel = context.kernel().modules().kernel().orElse(null);
        return new Rebuilt(rebuilt, UsageCounter.of(stack, rebuilt, kernel).cycles());
    }

    /// Whether the context is the one that the analysis has rebuilt the stack for.
    private static boolean isStory(Context context) {
        var interrupted = context.analysis().interrupted();
        boolean interruptedTask = interrupted
                .filter(task -> context.task().orElse(-1) == task.selector())
                .isPresent();
        boolean crashed = context.analysis().processor().equals(context.processor());
        return crashed && (!context.isSet() || interruptedTask);
    }
}
