package dev.gotstack.analysis;

import dev.gotstack.stack.Frame;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.InterruptStack;
import dev.gotstack.windows.SavedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        var lines = new ArrayList<Phrase>();
        lines.add(Phrase.data(at(state).text()));
        var exception = facts.exception().filter(found -> best);
        exception.filter(ExceptionFacts::isAccess).ifPresent(found -> lines.add(access(found)));
        if (exception.isEmpty()) {
            access(state, lines);
        }
        var pointer = facts.architecture().stackPointer() + " "
                + Words.hex(state.registers().stackPointer());
        if (best && facts.stackPointerIsLost()) {
            lines.add(Phrase.of("story.pointer.lost", pointer));
        } else if (best && facts.belowLimit().isPresent()) {
            lines.add(Phrase.of(
                    "story.pointer.below",
                    pointer,
                    Words.bytes(facts.belowLimit().getAsLong())));
        } else {
            lines.add(Phrase.data(pointer));
        }
        var title = exception.map(ExceptionFacts::title).orElseGet(() -> Phrase.of("story.interrupted"));
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

    private Phrase access(ExceptionFacts exception) {
        var address = facts.architecture().hex(exception.touched());
        var access =
                switch (exception.access()) {
                    case READ -> Phrase.of("story.access.read", address);
                    case WRITE -> Phrase.of("story.access.write", address);
                    case EXECUTE -> Phrase.of("story.access.execute", address);
                };
        return facts.isGuardPage(exception.touched()) ? Phrase.of("story.access.guard", access) : access;
    }

    /// What the interrupted instruction was about to touch, as far as the registers tell.
    private void access(SavedState state, List<Phrase> lines) {
        var registers = state.registers();
        var access = new Listing(facts.kernel()).access(registers.instructionPointer(), registers);
        boolean missed = access.isPresent() && access.get().value().isEmpty();
        if (missed && access.get().address().isPresent()) {
            long address = access.get().address().getAsLong();
            lines.add(Phrase.of(
                    facts.isGuardPage(address) ? "story.hits.guard" : "story.hits.missing", Words.hex(address)));
        } else if (facts.isOverflow() && facts.belowLimit().isPresent()) {
            lines.add(Phrase.of(
                    "story.hits.push",
                    Words.hex(registers.stackPointer() - facts.architecture().pointerSize())));
        }
    }

    private StoryStep switched(SavedState state) {
        var stack = facts.kernel().interruptStacks(facts.processor()).stream()
                .filter(found -> found.frame().address() == state.address())
                .findFirst();
        var lines = new ArrayList<Phrase>();
        handler().ifPresent(code -> lines.add(Phrase.of("story.switch.handler", code.text())));
        lines.add(Phrase.of("story.switch.push", Words.hex(state.address())));
        stack.map(InterruptStack::top).ifPresent(top -> lines.add(Phrase.of("story.switch.stack", Words.hex(top))));
        return new StoryStep(
                StoryStep.Kind.TASK_SWITCH,
                stack.map(InterruptStack::name).filter(name -> !name.isEmpty()).isPresent()
                        ? Phrase.of(
                                "story.switch",
                                stack.get().kind().words(),
                                stack.get().name())
                        : Phrase.of("story.switch.own", state.title()),
                lines,
                OptionalInt.empty(),
                OptionalLong.of(state.address()));
    }

    private Optional<CodeAddress> handler() {
        return facts.debugger().frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.TRAP)
                .map(Frame::code)
                .findFirst();
    }

    private StoryStep exceptionOnly(ExceptionFacts exception) {
        var lines = new ArrayList<Phrase>();
        lines.add(
                Phrase.data(facts.kernel().modules().locate(exception.address()).text()));
        if (exception.isAccess()) {
            lines.add(access(exception));
        }
        lines.add(Phrase.of("story.no-registers"));
        return new StoryStep(
                StoryStep.Kind.FAULT,
                exception.title(),
                lines,
                OptionalInt.empty(),
                OptionalLong.of(exception.address()));
    }
}
