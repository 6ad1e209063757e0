package dev.gotstack.command;

import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.symbol.pdb.FpoRecord;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.TaskState;
import java.util.List;
import java.util.Locale;

/// Prints frames in the columns of the `k` family.
final class StackRows {
    /// A larger distance between two frames is not one frame's memory: the stack was changed between them.
    private static final long MOST_MEMORY = 0x100000;

    private final Call call;
    private final String indent;
    private final StackOptions options;
    private final StackColumns columns;
    private final boolean clean;
    private final boolean arguments;
    private final boolean linked;
    private final long[] owned;
    private boolean warned;

    StackRows(Call call, StackOptions options) {
        this(call, options, "", false);
    }

    /// Rows whose memory is what each frame owns of the stack.
    ///
    /// @param owned bytes of each frame; the distance to the frame before it where there is none
    StackRows(Call call, StackOptions options, long[] owned) {
        this(call, options, "", false, owned);
    }

    /// @param indent what stands before each line
    /// @param linked whether the frames' numbers are those that `.frame` knows
    StackRows(Call call, StackOptions options, String indent, boolean linked) {
        this(call, options, indent, linked, new long[0]);
    }

    private StackRows(Call call, StackOptions options, String indent, boolean linked, long[] owned) {
        this.owned = owned;
        this.linked = linked;
        this.call = call;
        this.indent = indent;
        this.options = options;
        this.columns = StackColumns.of(call.architecture());
        this.clean = options.has('c');
        this.arguments = options.has('b') || options.has('v');
    }

    void header() {
        if (clean) {
            return;
        }
        call.text(indent).text(options.has('n') ? " # " : "");
        call.text(options.has('f') ? "  Memory  " : "");
        call.line(columns.header(arguments));
    }

    void rows(List<Frame> frames) {
        for (int i = 0; i < frames.size() && i < options.count(); i++) {
            warn(frames.get(i));
            row(frames, i);
            call.end();
        }
    }

    /// One row, without the end of its line.
    void row(List<Frame> frames, int index) {
        var frame = frames.get(index);
        call.text(indent);
        if (options.has('n')) {
            var number = String.format(Locale.ROOT, "%02x", index);
            if (linked) {
                call.link(number, ".frame 0x" + number).text(" ");
            } else {
                call.text(number + " ");
            }
        }
        if (clean) {
            call.symbol(frame.code(), frame.code().function());
            return;
        }
        if (options.has('f')) {
            call.text(index < owned.length ? memory(owned[index]) : memory(frames, index));
        }
        call.memory(columns.base(frame))
                .text(" ")
                .code(frame.returnAddress().orElse(0))
                .text(arguments ? columns.before() : columns.gap());
        if (arguments) {
            arguments(frame);
        }
        call.symbol(frame.code());
        if (options.has('v')) {
            call.text(suffix(frame));
        }
    }

    String memory(List<Frame> frames, int index) {
        long bytes = index == 0 ? -1 : columns.base(frames.get(index)) - columns.base(frames.get(index - 1));
        return bytes < 0 || bytes > MOST_MEMORY ? " ".repeat(10) : memory(bytes);
    }

    static String memory(long bytes) {
        return String.format(Locale.ROOT, "%8x  ", bytes);
    }

    private void arguments(Frame frame) {
        for (int i = 0; i < columns.arguments(); i++) {
            long word = i < frame.arguments().length ? frame.arguments()[i] : 0;
            call.memory(word).text(" ");
        }
        call.text(columns.after());
    }

    /// Without symbols the debugger does not know how a function uses its stack, and says so once.
    private void warn(Frame frame) {
        var module = frame.code().module();
        boolean known = module != null && module.symbols().isComplete();
        if (!known && !warned && !clean) {
            call.line("WARNING: Stack unwind information not available. Following frames may be wrong.");
            warned = true;
        }
    }

    private String suffix(Frame frame) {
        if (frame.evidence().method() == Evidence.Method.TASK_GATE) {
            return " (FPO: TaskGate " + Integer.toHexString(backlink(frame)) + ":0)";
        }
        if (frame.trapFrame().isPresent() && columns == StackColumns.X64) {
            return " (TrapFrame @ " + call.hex(frame.trapFrame().getAsLong()) + ")";
        }
        if (columns == StackColumns.X64) {
            return "";
        }
        if (frame.trapFrame().isPresent()) {
            return " (FPO: [0,0] TrapFrame @ " + call.hex(frame.trapFrame().getAsLong()) + ")";
        }
        if (DebuggerWalk.isTrapHandler(frame.code())) {
            return " (FPO: [0,0] TrapFrame-EDITED @ 00000000)";
        }
        return fpo(frame);
    }

    /// Selector of the task that a task gate's handler interrupted.
    private int backlink(Frame frame) {
        var processor = call.context().processor();
        return processor
                .flatMap(found -> found.tasks().stream()
                        .filter(task -> task.registers().equals(frame.registers()))
                        .findFirst())
                .or(() -> processor.flatMap(Processor::currentTask))
                .map(TaskState::backlink)
                .orElse(0);
    }

    private static String fpo(Frame frame) {
        var module = frame.code().module();
        if (module == null || module.symbols().pdb().isEmpty()) {
            return "";
        }
        var record = module.symbols()
                .pdb()
                .flatMap(pdb -> pdb.fpo(frame.code().address() - module.base()))
                .filter(found -> found.frame() == FpoRecord.Frame.FPO);
        return record.map(found ->
                        " (FPO: [" + found.parameters() + "," + found.locals() + "," + found.savedRegisters() + "])")
                .orElse(" (FPO: [non-Fpo])");
    }
}
