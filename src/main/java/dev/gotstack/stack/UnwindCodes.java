package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RIP;
import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.symbol.pe.UnwindCode;
import dev.gotstack.symbol.pe.UnwindInfo;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.MachineFrame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Undoes a function's prolog, as its unwind data describes it: from the registers where it executes to those of its
/// caller.
///
/// Source: Microsoft's description of x64 exception handling.
final class UnwindCodes {
    private static final int WORD = 8;
    private static final int MOST_CHAINED = 32;
    /// Registers from r8 on take a prefix to be pushed or popped.
    private static final int FIRST_PREFIXED = 8;

    private final FunctionTables tables;
    private final LongFunction<OptionalLong> memory;
    private WideRegisters registers;
    private @Nullable MachineFrame machineFrame;
    private Phrase failure = Phrase.NONE;

    /// A caller.
    ///
    /// @param slot where the return address lies; of a machine frame, where the saved instruction pointer does
    /// @param registers the caller's registers when the call has returned
    /// @param machineFrame what the processor pushed, if the function was not called but entered by an interrupt
    record Caller(long slot, WideRegisters registers, Optional<MachineFrame> machineFrame) {}

    /// The result of undoing a prolog.
    ///
    /// @param failure why there is no caller; empty if there is one
    record Undone(Optional<Caller> caller, Phrase failure) {}

    private UnwindCodes(FunctionTables tables, LongFunction<OptionalLong> memory, WideRegisters registers) {
        this.tables = tables;
        this.memory = memory;
        this.registers = registers;
    }

    /// The caller of a function.
    ///
    /// @param registers registers where it executes
    /// @param memory reads a word, or says that it is missing
    static Undone undo(
            FunctionTables tables,
            FunctionTables.Function function,
            WideRegisters registers,
            LongFunction<OptionalLong> memory) {
        return new UnwindCodes(tables, memory, registers).run(function);
    }

    /// The caller when nothing but the return address is left on the stack.
    static Undone undoReturn(WideRegisters registers, LongFunction<OptionalLong> memory) {
        return returned(registers, memory);
    }

    private Undone run(FunctionTables.Function function) {
        long offset = registers.rip() - function.start();
        boolean done =
                epilog(function).map(left -> popRest(function.unwind(), left)).orElseGet(() -> undo(function, offset));
        if (!done) {
            return new Undone(Optional.empty(), failure);
        }
        var frame = machineFrame;
        if (frame != null) {
            var interrupted = registers.with(RIP, frame.rip()).with(RSP, frame.rsp());
            return new Undone(Optional.of(new Caller(frame.address(), interrupted, Optional.of(frame))), Phrase.NONE);
        }
        return returned(registers, memory);
    }

    private static Undone returned(WideRegisters registers, LongFunction<OptionalLong> memory) {
        long slot = registers.rsp();
        var target = memory.apply(slot);
        if (target.isEmpty()) {
            return new Undone(Optional.empty(), Phrase.of("unwind.return-unreadable", Long.toHexString(slot)));
        }
        var caller = registers.withoutVolatile().with(RIP, target.getAsLong()).with(RSP, slot + WORD);
        return new Undone(Optional.of(new Caller(slot, caller, Optional.empty())), Phrase.NONE);
    }

    private boolean undo(FunctionTables.Function function, long offset) {
        if (!undoCodes(function.unwind(), offset)) {
            return false;
        }
        var part = function;
        for (int i = 0; i < MOST_CHAINED && machineFrame == null; i++) {
            var parent = tables.parent(part);
            if (parent.isEmpty()) {
                break;
            }
            part = parent.get();
            // A part begins where the whole function's prolog has run.
            if (!undoCodes(part.unwind(), Integer.MAX_VALUE)) {
                return false;
            }
        }
        if (part.unwind().chained().isPresent() && tables.parent(part).isEmpty()) {
            return fail(Phrase.of("unwind.no-parent"));
        }
        return true;
    }

    /// Undoes the steps whose instructions ran before `offset`.
    private boolean undoCodes(UnwindInfo info, long offset) {
        var codes = info.codes().stream()
                .filter(code -> code.prologOffset() <= offset)
                .toList();
        var base = fixedPart(info, codes);
        for (var code : codes) {
            if (!undo(info, code, base)) {
                return false;
            }
        }
        return true;
    }

    /// The lowest address of the part of the frame that never moves, relative to which registers were saved.
    private OptionalLong fixedPart(UnwindInfo info, List<UnwindCode> codes) {
        boolean framed = info.frameRegister() != 0
                && (info.chained().isPresent()
                        || codes.stream().anyMatch(code -> code.operation() == UnwindCode.Operation.SET_FRAME));
        return framed ? frame(info) : OptionalLong.of(registers.rsp());
    }

    private OptionalLong frame(UnwindInfo info) {
        int register = info.frameRegister();
        return registers.knows(register)
                ? OptionalLong.of(registers.get(register) - info.frameOffset())
                : OptionalLong.empty();
    }

    private boolean undo(UnwindInfo info, UnwindCode code, OptionalLong base) {
        switch (code.operation()) {
            case PUSH -> {
                registers = registers
                        .with(code.register(), memory.apply(registers.rsp()))
                        .with(RSP, registers.rsp() + WORD);
            }
            case ALLOCATE -> registers = registers.with(RSP, registers.rsp() + code.bytes());
            case SET_FRAME -> {
                var frame = frame(info);
                if (frame.isEmpty()) {
                    return fail(Phrase.of("unwind.no-frame-register", WideRegisters.name(info.frameRegister())));
                }
                registers = registers.with(RSP, frame);
            }
            case SAVE ->
                registers = base.isPresent()
                        ? registers.with(code.register(), memory.apply(base.getAsLong() + code.bytes()))
                        : registers.without(code.register());
            case SAVE_XMM -> {}
            case MACHINE_FRAME -> {
                long at = registers.rsp() + code.bytes();
                machineFrame = MachineFrame.read(memory, at, code.bytes() > 0).orElse(null);
                return machineFrame != null || fail(Phrase.of("unwind.no-machine-frame", Long.toHexString(at)));
            }
        }
        return true;
    }

    private boolean fail(Phrase why) {
        failure = why;
        return false;
    }

    /// Bytes of an epilog that have run, if the code is in one that version 2 describes.
    private Optional<Long> epilog(FunctionTables.Function function) {
        for (var epilog : function.unwind().epilogs()) {
            long start = function.end() - epilog.fromEnd();
            if (registers.rip() >= start && registers.rip() < start + epilog.size()) {
                return Optional.of(registers.rip() - start);
            }
        }
        return Optional.empty();
    }

    /// Pops what an epilog has not popped yet. It pops in the order of the codes, by one or two bytes each.
    private boolean popRest(UnwindInfo info, long executed) {
        long at = 0;
        for (var code : info.codes()) {
            if (code.operation() == UnwindCode.Operation.PUSH) {
                if (at >= executed && !undo(info, code, OptionalLong.empty())) {
                    return false;
                }
                at += code.register() < FIRST_PREFIXED ? 1 : 2;
            }
        }
        return true;
    }
}
