package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.disasm.Flow;
import dev.gotstack.disasm.Operand;
import dev.gotstack.stack.Evidence.Method;
import dev.gotstack.stack.UnwindCodes.Caller;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.Modules;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// Finds the caller of a 64-bit frame by what is known of its function: unwind data first, then its code. What neither
/// tells is left to [WideResync].
final class WideUnwinder {
    private static final int WORD = 8;

    private final Modules modules;
    private final CodeView code;
    private final FunctionTables tables;
    private final LongFunction<OptionalLong> memory;
    private final EpilogCode epilogs;
    private final WideSimulation simulation;

    WideUnwinder(Kernel kernel) {
        this(new CodeView(kernel.space(), kernel.modules()), kernel.modules());
    }

    WideUnwinder(CodeView code, Modules modules) {
        this(code, modules, new FunctionTables(modules));
    }

    /// @param code instructions decoded so far, also for other stacks
    /// @param tables unwind data read so far, likewise
    WideUnwinder(CodeView code, Modules modules, FunctionTables tables) {
        this.modules = modules;
        this.code = code;
        this.tables = tables;
        this.memory = va -> code.space().value(va, WORD);
        this.epilogs = new EpilogCode(code, tables, memory);
        this.simulation = new WideSimulation(code, memory);
    }

    /// A way back to a caller.
    ///
    /// @param guess what had to be assumed; empty if nothing
    record Way(Method method, Caller caller, Phrase guess) {
        Way(Method method, Caller caller) {
            this(method, caller, Phrase.NONE);
        }
    }

    /// The ways found.
    ///
    /// @param failure why unwind data gives none; empty if it gives one
    record Ways(Optional<Way> described, Optional<Way> simulated, Phrase failure) {
        /// The one to be taken.
        Optional<Way> best() {
            return described
                    .filter(way -> way.guess().isEmpty())
                    .or(() -> simulated)
                    .or(() -> described);
        }
    }

    CodeView code() {
        return code;
    }

    FunctionTables tables() {
        return tables;
    }

    LongFunction<OptionalLong> memory() {
        return memory;
    }

    /// The way to be taken, without asking a second one.
    Optional<Way> best(WideRegisters registers, boolean interrupted) {
        var described = described(registers, interrupted);
        return described.filter(way -> way.guess().isEmpty()).isPresent()
                ? described
                : ways(registers, interrupted).best();
    }

    /// The ways back from where code executes.
    ///
    /// @param interrupted whether it was interrupted there; else it is in a call that returns there
    Ways ways(WideRegisters registers, boolean interrupted) {
        var described = byTables(registers, interrupted);
        return new Ways(
                described.described(),
                simulation.caller(registers).map(caller -> new Way(Method.FORWARD_SIMULATION, caller)),
                described.failure());
    }

    /// What unwind data alone says.
    Optional<Way> described(WideRegisters registers, boolean interrupted) {
        return byTables(registers, interrupted).described();
    }

    private Ways byTables(WideRegisters registers, boolean interrupted) {
        if (!registers.knows(RSP)) {
            return described(Optional.empty(), Phrase.of("unwind.no-stack-pointer"));
        }
        long at = interrupted ? registers.rip() : registers.rip() - 1;
        var function = tables.at(at);
        if (function.isPresent()) {
            return described(function.get(), registers, interrupted);
        }
        if (interrupted && tables.isLeaf(at)) {
            var undone = UnwindCodes.undoReturn(registers, memory);
            return described(undone.caller().map(caller -> new Way(Method.LEAF_FUNCTION, caller)), undone.failure());
        }
        return described(
                Optional.empty(), Phrase.of("unwind.no-data", modules.locate(at).text()));
    }

    private Ways described(FunctionTables.Function function, WideRegisters registers, boolean interrupted) {
        var undone = undone(function, registers, interrupted);
        int frame = function.unwind().frameRegister();
        if (undone.caller().isPresent() || frame == 0 || registers.knows(frame)) {
            return described(undone.caller().map(caller -> new Way(Method.UNWIND_DATA, caller)), undone.failure());
        }
        // Most functions with a frame register move the stack pointer in their prolog only.
        var guess = Phrase.of("unwind.guess");
        return described(
                fixed(function, registers, registers.rsp(), interrupted)
                        .map(caller -> new Way(Method.UNWIND_DATA, caller, guess)),
                undone.failure());
    }

    private static Ways described(Optional<Way> way, Phrase failure) {
        return new Ways(way, Optional.empty(), failure);
    }

    private UnwindCodes.Undone undone(FunctionTables.Function function, WideRegisters registers, boolean interrupted) {
        boolean behindProlog =
                registers.rip() - function.start() >= function.unwind().prologSize();
        boolean mayEnd = interrupted && behindProlog && function.unwind().version() == 1;
        return (mayEnd ? epilogs.finished(function, registers) : Optional.<WideRegisters>empty())
                .map(finished -> UnwindCodes.undoReturn(finished, memory))
                .orElseGet(() -> UnwindCodes.undo(tables, function, registers, memory));
    }

    /// The caller's registers, if a frame returns by a slot that was found otherwise: what its function saved lies at
    /// known distances below.
    Optional<Caller> returningBy(long slot, WideRegisters registers, boolean interrupted) {
        var function = tables.at(interrupted ? registers.rip() : registers.rip() - 1);
        if (function.isEmpty() || !registers.knows(RSP)) {
            return Optional.empty();
        }
        var first = fixed(function.get(), registers, registers.rsp(), interrupted);
        return first.flatMap(
                        caller -> fixed(function.get(), registers, registers.rsp() + slot - caller.slot(), interrupted))
                .filter(caller -> caller.slot() == slot);
    }

    /// The caller, had the stack pointer not moved since the prolog.
    private Optional<Caller> fixed(
            FunctionTables.Function function, WideRegisters registers, long stackPointer, boolean interrupted) {
        int frame = function.unwind().frameRegister();
        var moved = registers.with(RSP, stackPointer);
        return undone(
                        function,
                        frame == 0
                                ? moved
                                : moved.with(
                                        frame, stackPointer + function.unwind().frameOffset()),
                        interrupted)
                .caller()
                .filter(caller -> caller.machineFrame().isEmpty());
    }

    /// The number of the register that serves code as frame pointer, 0 if none does so far as unwind data tells.
    int frameRegister(WideRegisters registers, boolean interrupted) {
        return tables.at(interrupted ? registers.rip() : registers.rip() - 1)
                .map(function -> function.unwind().frameRegister())
                .orElse(0);
    }

    /// Whether unwind data tells where the function that executes before `rip` is entered.
    boolean knowsEntry(long rip) {
        return tables.at(rip - 1).isPresent();
    }

    /// Words from an address on, up to the first that is missing.
    long[] words(long from, int most) {
        var words = new long[most];
        for (int i = 0; i < most; i++) {
            var word = memory.apply(from + (long) i * WORD);
            if (word.isEmpty()) {
                return Arrays.copyOf(words, i);
            }
            words[i] = word.getAsLong();
        }
        return words;
    }

    /// Whether the call that returns to `returnAddress` leads to the function that executes at `rip`.
    boolean isCallOf(long returnAddress, long rip, boolean interrupted) {
        var callee = code.calleeOf(returnAddress);
        if (callee.isEmpty()) {
            return false;
        }
        var function = tables.at(interrupted ? rip : rip - 1);
        long target = throughThunk(callee.getAsLong());
        if (function.isPresent()) {
            return target == tables.entryOf(function.get());
        }
        var symbol = modules.locate(interrupted ? rip : rip - 1);
        return symbol.symbol() != null && symbol.address() - symbol.offset() == target;
    }

    /// Where a jump at `va` leads, `va` itself if there is none.
    private long throughThunk(long va) {
        var instruction = code.at(va);
        if (instruction == null || instruction.flow() != Flow.JUMP) {
            return va;
        }
        var direct = instruction.target(va);
        if (direct.isPresent()) {
            return direct.getAsLong();
        }
        return instruction.operands().getFirst() instanceof Operand.Memory slot
                ? instruction.fixedAddress(slot, va).stream()
                        .flatMap(at -> code.word(at).stream())
                        .findFirst()
                        .orElse(va)
                : va;
    }
}
