package dev.gotstack.command;

import dev.gotstack.stack.Frame;
import dev.gotstack.x86.RegisterSet;

/// `.frame`: one frame of the stack as a debugger walks it.
final class FrameCommand {
    private FrameCommand() {}

    /// `.frame [/c] [/r] [number]`.
    static Context show(Call call) {
        boolean context = call.arguments().matches(".*(^|\\s)/[rR]?c.*");
        boolean registers = call.arguments().matches(".*(^|\\s)/c?r.*");
        var text = ContextCommands.withoutOptions(call.arguments());
        if (text.startsWith("=")) {
            throw new CommandException("Frames from given registers are shown by k = BasePtr StackPtr InstructionPtr");
        }
        long wanted = text.isEmpty() ? call.session().frame() : Expression.value(text, call.context());
        var frames = StackCommand.walk(call.context(), StackOptions.plain("")).frames();
        if (wanted < 0 || wanted >= frames.size()) {
            throw new CommandException("Cannot find frame 0x" + Hex.plain(wanted) + ", the stack has 0x"
                    + Integer.toHexString(frames.size()) + " frames");
        }
        int number = (int) wanted;
        new StackRows(call, StackOptions.plain("n")).row(frames, number);
        call.end();
        var of = known(frames.get(number), call.context());
        var next = call.context();
        if (context) {
            next = next.withRegisters(of, ".frame /c " + Integer.toHexString(number));
        }
        if (registers) {
            ContextCommands.show(call, next.withRegisters(of, next.setBy()), "");
        }
        return next.withSession(next.session().withFrame(context ? 0 : number));
    }

    /// Registers known in a frame: its own, and those of the processor and of all kernel code.
    private static RegisterSet known(Frame frame, Context context) {
        var registers = frame.registers();
        for (var name : new String[] {"cs", "ss", "ds", "es", "fs", "gs", "cr0", "cr2", "cr3", "cr4", "tr"}) {
            var value = context.registers().get(name);
            if (value.isPresent() && registers.get(name).isEmpty()) {
                registers = registers.with(name, value.getAsLong());
            }
        }
        return registers;
    }
}
