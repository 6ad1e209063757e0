package dev.gotstack.command;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Trust;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The `k` family: the stack as a debugger walks it.
final class StackCommand {
    private StackCommand() {}

    /// `k`, `kb`, `kf`, `kn`, `kv`, `kc` with `L`, a count, or `= ebp esp eip`.
    static void show(Call call) {
        var options = StackOptions.parse(call, 1);
        scope(call, options);
        var rows = new StackRows(call, options, "", !options.isFromRegisters());
        rows.header();
        rows.rows(walk(call.context(), options).frames());
    }

    /// `kd [count]`: the words from the stack pointer upwards, with names.
    static Context words(Call call) {
        long esp = call.context().registers().stackPointer();
        var range = call.literal(esp) + (call.arguments().isEmpty() ? "" : " L" + call.arguments());
        return PointerCommands.symbols(new Call("dps", range, call.context(), call.out()));
    }

    /// Says that the stack is that of a context which a command has set.
    static void scope(Call call, StackOptions options) {
        if (call.context().isSet() && !options.isFromRegisters()) {
            call.line("  *** Stack trace for last set context - .thread/.cxr resets it");
        }
    }

    static CallStack walk(Context context, StackOptions options) {
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
        var interrupted = context.processor().flatMap(Processor::interruptedTask);
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
        return context.processor().map(Processor::tasks).orElse(List.of());
    }
}
