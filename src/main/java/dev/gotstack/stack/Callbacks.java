package dev.gotstack.stack;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Calls from the kernel back into user mode, as the window manager makes them: the kernel leaves a `_KCALLOUT_FRAME`
/// on the stack, user mode runs and may enter the kernel again below it. The frames are chained, newest first.
final class Callbacks {
    private static final int MOST = 64;
    private static final int MOST_POPPED = 20;

    private final Kernel kernel;
    private final KernelStack stack;
    private final CodeView code;

    Callbacks(Kernel kernel, KernelStack stack, CodeView code) {
        this.kernel = kernel;
        this.stack = stack;
        this.code = code;
    }

    /// The callback during which user mode entered the kernel with a trap frame at or below `va`, once for each number
    /// of argument bytes it may have removed; empty if there was none.
    List<Candidate> enclosing(long va) {
        long at = stack.callbackFrame();
        for (int i = 0; i < MOST && stack.contains(at); i++) {
            try {
                var frame = Struct.at(kernel.space()::bytes, kernel.types(), "_KCALLOUT_FRAME", at);
                if (at > va) {
                    return callers(frame);
                }
                at = frame.get("CallbackStack");
            } catch (MalformedFileException e) {
                return List.of();
            }
        }
        return List.of();
    }

    private List<Candidate> callers(Struct frame) {
        long target = frame.get("Ret");
        if (!code.followsCall(target)) {
            return List.of();
        }
        var callers = new ArrayList<Candidate>();
        for (int pop = 0; pop <= MOST_POPPED; pop += 4) {
            var registers = new long[8];
            Arrays.fill(registers, Machine.UNKNOWN);
            registers[Machine.ESP] = frame.address() + frame.layout().size() + pop;
            registers[Machine.EBP] = frame.get("Ebp");
            registers[Machine.EBX] = frame.get("Ebx");
            registers[Machine.ESI] = frame.get("Esi");
            registers[Machine.EDI] = frame.get("Edi");
            callers.add(new Candidate(
                    Evidence.Method.CALLBACK,
                    frame.addressOf("Ret"),
                    target,
                    registers,
                    pop / 4,
                    ForwardSimulation.End.RETURN));
        }
        return callers;
    }
}
