package dev.gotstack.analysis;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Frame;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.ContextRecord;
import dev.gotstack.windows.InterruptStack;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.windows.TrapFrame;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the registers of the code that a bug check is about, where the bug check's own context is not the point: in
/// records that its parameters name, on interrupt stacks, in the trap frame the debugger's walk comes through.
final class SavedStates {
    /// Where handlers of 64-bit systems point their frame pointer: this far into the trap frame.
    private static final long FRAME_POINTER = 0x80;

    private final Kernel kernel;
    private final BugCheck bugCheck;
    private final Optional<Processor> processor;
    private final RegisterSet saved;
    private final CallStack debugger;
    private final List<SavedState> found = new ArrayList<>();

    private SavedStates(
            Kernel kernel, BugCheck bugCheck, Optional<Processor> processor, RegisterSet saved, CallStack debugger) {
        this.kernel = kernel;
        this.bugCheck = bugCheck;
        this.processor = processor;
        this.saved = saved;
        this.debugger = debugger;
    }

    /// The states, the one that tells most first.
    ///
    /// @param saved the context in which the processor stopped
    /// @param debugger the debugger's walk from there
    static List<SavedState> of(
            Kernel kernel, BugCheck bugCheck, Optional<Processor> processor, RegisterSet saved, CallStack debugger) {
        return new SavedStates(kernel, bugCheck, processor, saved, debugger).find();
    }

    private List<SavedState> find() {
        var interrupts = kernel.interruptStacks(processor);
        if (bugCheck.isDoubleFault()) {
            interrupts.stream()
                    .filter(stack -> stack.kind() == InterruptStack.Kind.DOUBLE_FAULT)
                    .forEach(this::add);
        }
        bugCheck.leads().contextRecord().ifPresent(this::addContext);
        bugCheck.leads().trapFrame().ifPresent(this::addTrapFrame);
        if (found.isEmpty()) {
            handlersFrame();
        }
        interrupts.stream().filter(InterruptStack::active).forEach(this::add);
        return found.stream().map(this::withFaultAddress).toList();
    }

    /// The last page fault's address is the processor's: it is the same in every context.
    private SavedState withFaultAddress(SavedState state) {
        long cr2 = processor
                .flatMap(found -> found.special().get("cr2").stream().boxed().findFirst())
                .orElse(0L);
        return kernel.architecture().pointerSize() == 4 || cr2 == 0
                ? state
                : new SavedState(
                        state.kind(),
                        state.title(),
                        state.address(),
                        state.command(),
                        state.registers().with("cr2", cr2));
    }

    private void add(InterruptStack stack) {
        var kind = stack.kind().words();
        add(new SavedState(
                SavedState.Kind.INTERRUPT_STACK,
                stack.name().isEmpty() ? kind : Phrase.of("state.interrupt", kind, stack.name()),
                stack.frame().address(),
                stack.command(),
                stack.registers()));
    }

    private void add(SavedState state) {
        if (found.stream().noneMatch(other -> other.address() == state.address())) {
            found.add(state);
        }
    }

    private void addContext(long address) {
        try {
            var record = Struct.at(kernel.space()::bytes, kernel.types(), "_CONTEXT", address);
            var registers = ContextRecord.read(record, kernel.architecture());
            if (registers.instructionPointer() != 0) {
                var command = ".cxr 0x" + Long.toHexString(address);
                add(context(address, command, registers));
            }
        } catch (MalformedFileException e) {
            sameAsHeader(address);
        }
    }

    /// Small dumps leave the record itself out, but Windows has written its registers into the dump's header.
    private void sameAsHeader(long address) {
        var registers = kernel.crashContext();
        boolean same = bugCheck.leads().instruction().orElse(0) == registers.instructionPointer();
        if (same && registers.instructionPointer() != 0) {
            add(context(address, ".cxr -1", registers));
        }
    }

    private static SavedState context(long address, String command, RegisterSet registers) {
        return new SavedState(SavedState.Kind.CONTEXT_RECORD, Phrase.of("state.context"), address, command, registers);
    }

    private void addTrapFrame(long address) {
        var frame = TrapFrame.read(kernel.space()::bytes, kernel.types(), address);
        if (frame.isPlausible()) {
            add(trap(frame, frame.registers()));
        }
    }

    private static SavedState trap(TrapFrame frame, RegisterSet registers) {
        var command = ".trap 0x" + Long.toHexString(frame.address());
        return new SavedState(
                SavedState.Kind.TRAP_FRAME, Phrase.of("state.trap-frame"), frame.address(), command, registers);
    }

    /// The frame of the trap handler that raised the bug check: the first the debugger's walk comes to; on 64-bit
    /// systems also the one that the saved frame pointer points into, as handlers keep it.
    private void handlersFrame() {
        debugger.frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.TRAP)
                .flatMap(frame -> frame.trapFrame().stream().boxed())
                .findFirst()
                .ifPresent(this::addTrapFrame);
        long pointer = saved.framePointer();
        if (found.isEmpty() && kernel.architecture().pointerSize() == 8 && pointer != 0) {
            var frame = TrapFrame.read(kernel.space()::bytes, kernel.types(), pointer - FRAME_POINTER);
            long instruction = frame.get("Rip").orElse(0);
            var expected = bugCheck.leads().instruction();
            boolean fits = expected.isPresent()
                    ? expected.getAsLong() == instruction
                    : kernel.modules().isCode(instruction);
            if (frame.isPlausible() && fits) {
                add(trap(frame, frame.registers()));
            }
        }
    }
}
