package dev.gotstack.ui.control;

import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;

/// Knows `.tss` and `error`; prints every other line back, with a link to a task state.
public final class SmallInterpreter implements Interpreter {
    @Override
    public Result run(String line, Context context) {
        var out = Output.builder();
        if (line.startsWith(".tss ")) {
            return tss(Integer.decode(line.substring(5).strip()), context);
        }
        if (line.startsWith("error")) {
            return new Result(out.error("Couldn't resolve error at 'error'").build(), context);
        }
        out.text("You said ").styled(line, Output.Style.SYMBOL).end();
        out.text("Switch to ").link("task 0x50", Output.Style.ADDRESS, ".tss 0x50");
        out.text(" or ").link("task 0x28", Output.Style.ADDRESS, ".tss 0x28").end();
        out.text("b8ae5ff0  ").styled("????????", Output.Style.MISSING).end();
        return new Result(out.build(), context);
    }

    private static Result tss(int selector, Context context) {
        var state = context.analysis().processor().flatMap(processor -> processor.task(selector));
        if (state.isEmpty()) {
            return new Result(Output.builder().error("No such task").build(), context);
        }
        var registers = state.get().registers();
        var out = Output.builder()
                .text("eip=")
                .styled(Places.hex(registers.instructionPointer(), 8), Output.Style.ADDRESS)
                .text(" esp=")
                .styled(Places.hex(registers.stackPointer(), 8), Output.Style.ADDRESS)
                .end();
        return new Result(out.build(), context.withTask(state.get()));
    }
}
