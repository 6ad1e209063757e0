package dev.gotstack.command;

import dev.gotstack.analysis.Entries;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.UsageCounter;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.x86.RegisterSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `kr`: the stack as it was rebuilt, with the evidence for each frame.
final class RebuiltStackCommand {
    private RebuiltStackCommand() {}

    /// A rebuilt stack and, where it is known to lie on one, who owns that one's bytes.
    private record Rebuilt(CallStack stack, Optional<StackUsage> usage) {
        List<Cycle> cycles() {
            return usage.map(StackUsage::cycles).orElse(List.of());
        }

        long[] owned() {
            int frames = stack.frames().size();
            return usage.map(known -> known.bytesOfFrames(frames)).orElse(new long[0]);
        }
    }

    /// `kr` in all its forms.
    static Context run(Call call) {
        var arguments = call.arguments();
        if (!arguments.startsWith("-")) {
            show(call);
            return call.context();
        }
        var words = arguments.split("\\s+", 2);
        var rest = words.length > 1 ? words[1] : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "-pin" -> CorrectionCommands.pin(call, rest);
            case "-wrong" -> CorrectionCommands.reject(call, rest);
            case "-forget" -> CorrectionCommands.forget(call, rest);
            case "-reset" -> CorrectionCommands.reset(call);
            default -> {
                showMore(call, words[0], rest);
                yield call.context();
            }
        };
    }

    private static void showMore(Call call, String option, String rest) {
        switch (option.toLowerCase(Locale.ROOT)) {
            case "-v" -> RebuiltFrameCommand.show(call, rest);
            case "-t" -> CallTreeCommand.show(call);
            case "-list" -> CorrectionCommands.list(call);
            default -> throw new CommandException("kr has no option " + option + "; .help kr lists them");
        }
    }

    /// `kr`, `krn`, `kra`, `kr = ebp esp eip`.
    private static void show(Call call) {
        var options = StackOptions.parse(call, 2);
        var rebuilt = rebuild(call.context(), options);
        StackCommand.scope(call, options);
        var shown = new StackOptions(options.letters() + "f", options.start(), options.count());
        var rows = new StackRows(call, shown, rebuilt.owned());
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
        if (i >= frames.size()) {
            rebuilt.usage().ifPresent(usage -> others(call, usage));
        }
        if (!call.context().corrections().isEmpty()) {
            call.out()
                    .styled(call.context().corrections().words().english(), Output.Style.COMMENT)
                    .end();
        }
        var end = i < frames.size()
                ? "... " + (frames.size() - i) + " more frames"
                : Entries.end(call.kernel(), rebuilt.stack()).english();
        call.out().styled(end, Output.Style.COMMENT).end();
    }

    /// What no frame owns: with it, the column adds up to the stack's size.
    private static void others(Call call, StackUsage usage) {
        for (var slice : usage.slices()) {
            if (slice.frame() < 0 && slice.bytes() > 0) {
                var row =
                        StackRows.memory(slice.bytes()) + call.architecture().hex(slice.start()) + " " + slice.words();
                call.out().styled(row, Output.Style.COMMENT).end();
            }
        }
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
                                Locale.ROOT,
                                "          ... %d more rounds of these %d frames; %d bytes a round, %d bytes in all",
                                cycle.rounds() - 1,
                                cycle.period(),
                                cycle.bytesPerRound(),
                                cycle.bytes()),
                        Output.Style.COMMENT)
                .end();
    }

    private static Rebuilt rebuild(Context context, StackOptions options) {
        var analysis = context.analysis();
        var start = options.start();
        if (start == null && isStory(context)) {
            return new Rebuilt(analysis.reconstructedStack(), analysis.usage());
        }
        var registers = start == null ? context.registers() : given(context, start);
        var own = context.stack().orElseThrow(RebuiltStackCommand::noStack);
        var stack = start == null ? own : stackOf(context, own, registers.stackPointer());
        var rebuilt = Reconstruction.of(context.kernel(), stack, registers, above(context, registers.stackPointer()));
        var kernel = context.kernel().modules().kernel().orElse(null);
        return new Rebuilt(
                rebuilt,
                Optional.of(
                        UsageCounter.of(stack, rebuilt, kernel, context.kernel().stacksBeside(stack))));
    }

    /// Registers that were given: those of another context do not belong to them. A frame pointer of 0 is not known.
    private static RegisterSet given(Context context, RegisterSet start) {
        var names = context.kernel().architecture();
        var registers = RegisterSet.none()
                .with(names.stackPointer(), start.stackPointer())
                .with(names.instructionPointer(), start.instructionPointer());
        return start.framePointer() == 0 ? registers : registers.with(names.framePointer(), start.framePointer());
    }

    /// Decisions about slots that lie above where the walk starts.
    private static Corrections above(Context context, long stackPointer) {
        var all = context.corrections();
        var pinned = all.pinned().stream().filter(slot -> slot >= stackPointer).collect(Collectors.toSet());
        return new Corrections(pinned, all.rejected());
    }

    /// The stack that holds a stack pointer: the crashed thread's, else that of another thread.
    private static KernelStack stackOf(Context context, KernelStack own, long stackPointer) {
        return own.contains(stackPointer)
                ? own
                : context.kernel().stackAt(stackPointer).orElse(own);
    }

    static CommandException noStack() {
        return new CommandException("The crashed thread cannot be read: its stack is unknown");
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
