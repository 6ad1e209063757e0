package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what 64-bit processors pushed when they switched to a stack of the interrupt stack table: right below that
/// stack's top.
///
/// Which vectors have such stacks, the descriptor table says; where the stacks are, the TSS. Where neither is in the
/// dump, the stack of the crash's own context is looked at: the machine frame lies at the end of its pages.
final class InterruptStacks {
    private static final BuiltInTypes TYPES = BuiltInTypes.load("x64-processor");
    private static final int VECTORS = 32;
    private static final int STACKS = 7;
    private static final int PAGE = 0x1000;
    /// An interrupt stack has at most this many pages: Windows gives them 24 KB or less.
    private static final int MOST_PAGES = 8;

    private final AddressSpace space;
    private final Modules modules;
    private final long stackPointer;

    /// @param stackPointer of the context saved at the crash
    InterruptStacks(AddressSpace space, Modules modules, long stackPointer) {
        this.space = space;
        this.modules = modules;
        this.stackPointer = stackPointer;
    }

    /// The stacks of a processor that hold a plausible frame.
    List<InterruptStack> of(Processor processor) {
        var found = new ArrayList<InterruptStack>();
        for (int vector = 0; vector < VECTORS; vector++) {
            int index = stackOf(processor, vector);
            long top = index == 0 ? 0 : top(processor, index);
            if (top != 0 && found.stream().noneMatch(other -> other.top() == top)) {
                at(InterruptStack.Kind.of(vector), index, top).ifPresent(found::add);
            }
        }
        return found;
    }

    /// Tops of all stacks of the table, and what they are for: `IST1 stack (Double fault) of processor 0`.
    Map<Long, Phrase> tops(Processor processor) {
        var tops = new LinkedHashMap<Long, Phrase>();
        for (int index = 1; index <= STACKS && processor.tss() != 0; index++) {
            long top = top(processor, index);
            if (top < 0 && top % 8 == 0) {
                tops.putIfAbsent(top, name(processor, index));
            }
        }
        return tops;
    }

    private Phrase name(Processor processor, int index) {
        var name = "IST" + index;
        var number = Integer.toString(processor.number());
        for (int vector = 0; vector < VECTORS; vector++) {
            var kind = InterruptStack.Kind.of(vector);
            if (stackOf(processor, vector) == index && kind != InterruptStack.Kind.OTHER) {
                return Phrase.of("stack.interrupt.used", name, kind.words(), number);
            }
        }
        return Phrase.of("stack.interrupt", name, number);
    }

    /// A double fault's stack where no processor is known: the one the crash's context is on.
    Optional<InterruptStack> aroundContext() {
        for (int i = 1; stackPointer != 0 && i <= MOST_PAGES; i++) {
            long top = (stackPointer & -PAGE) + (long) i * PAGE;
            var found = at(InterruptStack.Kind.DOUBLE_FAULT, 0, top);
            if (found.isPresent() || space.hole(top).isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<InterruptStack> at(InterruptStack.Kind kind, int index, long top) {
        boolean active = stackPointer != 0 && Long.compareUnsigned(top - stackPointer, (long) MOST_PAGES * PAGE) <= 0;
        return MachineFrame.read(space, top - MachineFrame.SIZE, kind.errorCode())
                .filter(frame -> frame.isPlausible(modules))
                .map(frame -> new InterruptStack(kind, index, top, frame, frame.registers(space), active));
    }

    private int stackOf(Processor processor, int vector) {
        try {
            long size = TYPES.type("GATE_DESCRIPTOR").orElseThrow().size();
            var gate = Struct.at(space::bytes, TYPES, "GATE_DESCRIPTOR", processor.idt() + vector * size);
            return (int) (gate.get("Access") & STACKS);
        } catch (MalformedFileException e) {
            return 0;
        }
    }

    private long top(Processor processor, int index) {
        try {
            return Struct.at(space::bytes, TYPES, "TSS", processor.tss()).get("Ist" + index);
        } catch (MalformedFileException e) {
            return 0;
        }
    }
}
