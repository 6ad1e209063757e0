package dev.gotstack.ui;

import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.windows.Processor;
import java.util.regex.Pattern;

/// Stands in for the debugger's commands where they are not there: knows `.tss` only.
public final class TaskCommands implements Interpreter {
    private static final Pattern TSS = Pattern.compile("\\.tss\\s+(?:0x)?(\\p{XDigit}{1,4})");
    private static final int HEX = 16;

    @Override
    public Result run(String line, Context context) {
        var tss = TSS.matcher(line.strip());
        if (!tss.matches()) {
            return failed("Only .tss is known here: " + line, context);
        }
        int selector = Integer.parseInt(tss.group(1), HEX);
        return context.analysis()
                .processor()
                .flatMap(processor -> task(processor, selector, context))
                .orElseGet(() -> failed("No task state has selector " + tss.group(1), context));
    }

    private static java.util.Optional<Result> task(Processor processor, int selector, Context context) {
        return processor
                .task(selector)
                .map(state -> new Result(
                        Output.builder().line(state.registers().toString()).build(), context.withTask(state)));
    }

    private static Result failed(String why, Context context) {
        return new Result(Output.builder().error(why).build(), context);
    }
}
