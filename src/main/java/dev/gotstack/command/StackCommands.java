package dev.gotstack.command;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import dev.gotstack.stack.UsageCounter;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The `k` family: the stack as a debugger walks it; and `kr`: the stack as it was rebuilt.
final class StackCommands {
    private StackCommands() {}

    /// `k`, `kb`, `kf`, `kn`, `kv`, `kc` with `L`, a count, or `= ebp esp eip`.
    static void debugger(Call call) {
        var options = StackOptions.parse(call, 1);
        print(call, options, walk(call.context(), options));
    }

    static void print(Call call, StackOptions options, CallStack stack) {
        scope(call, options);
        var rows = new StackRows(call, options);
        rows.header();
        rows.rows(stack.frames());
    }

    private static void scope(Call call, StackOptions options) {
        if (call.context().isSet() && !options.isFromRegisters()) {
            call.line("  *** Stack trace for last set context - .thread/.cxr resets it");
        }
    }

    private static CallStack walk(Context context, StackOptions options) {
        var start = options.start();
        if (start != null) {
            return DebuggerWalk.of(context.kernel(), start);
        }
        var task = context.taskState();
        if (task.isPresent()) {
            return DebuggerWalk.of(context.kernel(), task.get(), tasks(context));
        }
        var stack = DebuggerWalk.of(context.kernel(), context.registers());
        return context.isSet() ? stack : throughTaskGate(context, stack);
    }

    /// The stack of the crash, continued in the interrupted task: a handler that was entered through a task gate has
    /// no caller, but the running task's Backlink leads to what it interrupted.
    private static CallStack throughTaskGate(Context context, CallStack stack) {
        var interrupted = context.analysis().processor().flatMap(Processor::interruptedTask);
        if (interrupted.isEmpty() || stack.frames().isEmpty()) {
            return stack;
        }
        var frames = new ArrayList<>(stack.frames());
        var last = frames.getLast();
        var handler =
                context.kernel().modules().locateReturn(last.returnAddress().orElse(0));
        if (!DebuggerWalk.isTrapHandler(handler)) {
            return stack;
        }
        frames.add(new Frame(
                Frame.Kind.TRAP,
                handler,
                last.base() + 8,
                context.kernel().space().value(last.base(), 4).orElse(0),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                new long[0],
                RegisterSet.none().with("eip", handler.address()),
                Evidence.of(Trust.LIKELY, Evidence.Method.TASK_GATE)));
        var rest = DebuggerWalk.of(context.kernel(), interrupted.get().registers());
        frames.addAll(rest.frames());
        return new CallStack(frames, rest.stop(), rest.complete());
    }

    private static List<TaskState> tasks(Context context) {
        return context.analysis().processor().map(Processor::tasks).orElse(List.of());
    }

    /// A rebuilt stack and the sequences of calls that repeat on it.
    private record Rebuilt(CallStack stack, List<Cycle> cycles) {}

    /// `kr`, `krn`, `kra`, `kr = ebp esp eip`.
    static void rebuilt(Call call) {
        var options = StackOptions.parse(call, 2);
        var rebuilt = rebuild(call.context(), options);
        scope(call, options);
        var shown = new StackOptions(options.letters() + "f", options.start(), options.count());
        var rows = new StackRows(call, shown);
        rows.header();
        var frames = rebuilt.stack().frames();
        var cycles = options.has('a') ? List.<Cycle>of() : rebuilt.cycles();
        int printed = 0;
        for (int i = 0; i < frames.size() && printed < shown.count(); i++, printed++) {
            rows.row(frames, i);
            evidence(call, frames.get(i));
            var cycle = endOfRound(cycles, i);
            if (cycle.isPresent()) {
                fold(call, cycle.get());
                i = cycle.get().end() - 1;
            }
        }
        call.out().styled(rebuilt.stack().stop(), Output.Style.COMMENT).end();
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
        return !context.isSet()
                || interrupted.isPresent()
                        && context.task().orElse(-1) == interrupted.get().selector();
    }

    /// `!stackusage`: who owns the bytes of the stack.
    static void usage(Call call) {
        var usage = call.context()
                .analysis()
                .usage()
                .orElseThrow(() -> new CommandException("The crashed thread cannot be read: its stack is unknown"));
        call.text("Stack ").memory(usage.limit()).text(" to ").memory(usage.base());
        call.line(String.format(", %d bytes", usage.size()));
        call.line("   Bytes  Share  Frames  Largest  Module");
        for (var module : usage.modules()) {
            call.text(String.format(
                    "%8d  %4.1f%%  %6d  %7d  ",
                    module.bytes(), module.percent(), module.frames(), module.largestFrame()));
            var loaded = call.kernel().modules().named(module.name());
            if (loaded.isPresent()) {
                call.module(loaded.get());
            } else {
                call.text(module.name());
            }
            call.line((module.company().isEmpty() ? "" : "  " + module.company())
                    + (module.largestFunction().isEmpty() ? "" : "  (largest: " + module.largestFunction() + ")"));
        }
        call.line(String.format(
                "%8d  %4.1f%%                   (free)", usage.free(), 100.0 * usage.free() / usage.size()));
        call.line("Free when the first fault happened: " + usage.freeAtFault() + " bytes"
                + (usage.neededAtFault() > 0 ? "; handling a fault takes " + usage.neededAtFault() : ""));
        for (var cycle : usage.cycles()) {
            call.line(cycle.rounds() + " rounds of " + String.join(" > ", cycle.functions()) + ": "
                    + cycle.bytesPerRound() + " bytes a round, " + cycle.bytes() + " in all");
        }
    }
}
