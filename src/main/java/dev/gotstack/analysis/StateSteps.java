package dev.gotstack.analysis;

import dev.gotstack.stack.Frame;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.InterruptStack;
import dev.gotstack.windows.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The steps between the thread and the bug check where no task state shows them: the code that was interrupted, and
/// what interrupted it.
final class StateSteps {
    private final Case facts;

    StateSteps(Case facts) {
        this.facts = facts;
    }

    List<StoryStep> tell() {
        var steps = new ArrayList<StoryStep>();
        for (var state : facts.states().reversed()) {
            boolean best = state.equals(facts.states().getFirst());
            if (best || state.kind() == SavedState.Kind.INTERRUPT_STACK) {
                steps.add(interrupted(state, best));
            }
            if (state.kind() == SavedState.Kind.INTERRUPT_STACK) {
                steps.add(switched(state));
            }
        }
        if (steps.isEmpty() && facts.exception().isPresent()) {
            steps.add(exceptionOnly(facts.exception().get()));
        }
        return steps;
    }

    private StoryStep interrupted(SavedState state, boolean best) {
        var lines = new ArrayList<String>();
        lines.add(at(state).text());
        var exception = facts.exception().filter(found -> best);
        exception.filter(ExceptionFacts::isAccess).ifPresent(found -> lines.add(access(found)));
        if (exception.isEmpty()) {
            access(state, lines);
        }
        var pointer = facts.architecture().stackPointer() + " "
                + Words.hex(state.registers().stackPointer());
        if (best && facts.stackPointerIsLost()) {
            lines.add(pointer + " is on no stack of this thread");
        } else if (best && facts.belowLimit().isPresent()) {
            lines.add(pointer + ", " + Words.bytes(facts.belowLimit().getAsLong()) + " below the stack's limit");
        } else {
            lines.add(pointer);
        }
        var title = exception.map(ExceptionFacts::title).orElse("Code interrupted");
        return new StoryStep(
                StoryStep.Kind.FAULT,
                title,
                lines,
                OptionalInt.empty(),
                OptionalLong.of(state.registers().stackPointer()),
                state.command());
    }

    private CodeAddress at(SavedState state) {
        return facts.kernel().modules().locate(state.registers().instructionPointer());
    }

    private String access(ExceptionFacts exception) {
        var place = facts.isGuardPage(exception.touched()) ? ", the guard page" : "";
        return exception.access() + " of " + facts.architecture().hex(exception.touched()) + place;
    }

    /// What the interrupted instruction was about to touch, as far as the registers tell.
    private void access(SavedState state, List<String> lines) {
        var registers = state.registers();
        var access = new Listing(facts.kernel()).access(registers.instructionPointer(), registers);
        boolean missed = access.isPresent() && access.get().value().isEmpty();
        if (missed && access.get().address().isPresent()) {
            long address = access.get().address().getAsLong();
            lines.add("its access to " + Words.hex(address) + " hits "
                    + (facts.isGuardPage(address) ? "the guard page" : "missing memory"));
        } else if (facts.isOverflow() && facts.belowLimit().isPresent()) {
            lines.add("its push to "
                    + Words.hex(registers.stackPointer() - facts.architecture().pointerSize())
                    + " hits the guard page");
        }
    }

    private StoryStep switched(SavedState state) {
        var stack = facts.kernel().interruptStacks(facts.processor()).stream()
                .filter(found -> found.frame().address() == state.address())
                .findFirst();
        var lines = new ArrayList<String>();
        handler().ifPresent(code -> lines.add("handler " + code.text()));
        lines.add("the processor's push lies at " + Words.hex(state.address()));
        stack.map(InterruptStack::top).ifPresent(top -> lines.add("stack below " + Words.hex(top)));
        return new StoryStep(
                StoryStep.Kind.TASK_SWITCH,
                state.title().replace(", ", " → ") + (state.title().contains("IST") ? "" : " → a stack of its own"),
                lines,
                OptionalInt.empty(),
                OptionalLong.of(state.address()));
    }

    private java.util.Optional<CodeAddress> handler() {
        return facts.debugger().frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.TRAP)
                .map(Frame::code)
                .findFirst();
    }

    private StoryStep exceptionOnly(ExceptionFacts exception) {
        var lines = new ArrayList<String>();
        lines.add(facts.kernel().modules().locate(exception.address()).text());
        if (exception.isAccess()) {
            lines.add(access(exception));
        }
        lines.add("its registers are not in the dump");
        return new StoryStep(
                StoryStep.Kind.FAULT,
                exception.title(),
                lines,
                OptionalInt.empty(),
                OptionalLong.of(exception.address()));
    }
}
