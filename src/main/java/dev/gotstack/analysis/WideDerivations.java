package dev.gotstack.analysis;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.InterruptStack;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.windows.StackRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The chain of proof on 64-bit systems: from the GS base over control region, TSS and interrupt stack to what the
/// processor pushed there, and to records that the bug check names.
final class WideDerivations {
    private static final BuiltInTypes PROCESSOR = BuiltInTypes.load("x64-processor");
    private static final int VECTORS = 32;
    private static final int STACK_INDEX = 7;

    private final Case facts;
    private final Processor processor;
    private final DerivationReader reader;
    private final List<Derivation> derivations = new ArrayList<>();

    WideDerivations(Case facts, Processor processor) {
        this.facts = facts;
        this.processor = processor;
        this.reader = new DerivationReader(facts.kernel());
    }

    List<Derivation> all() {
        attempt(this::controlRegion);
        attempt(this::taskRegister);
        for (var stack : processor.interrupts()) {
            attempt(() -> interruptStack(stack));
            attempt(() -> machineFrame(stack));
        }
        facts.states().forEach(state -> attempt(() -> savedState(state)));
        facts.stack().ifPresent(stack -> {
            var ranges = facts.kernel().stacksBeside(stack);
            long control = stack.initial();
            for (var range : ranges) {
                if (range.kind() == StackRange.Kind.SEGMENT) {
                    long noted = control;
                    attempt(() -> segment(range, noted));
                    control = range.top();
                }
            }
        });
        return derivations;
    }

    private static void attempt(Runnable derivation) {
        try {
            derivation.run();
        } catch (MalformedFileException e) {
            // A value that cannot be read has no derivation; what is missing stands in the warnings.
            return;
        }
    }

    private void controlRegion() {
        var steps = new ArrayList<Derivation.Step>();
        long gs = reader.special(processor).get("MsrGsBase");
        var saved = reader.field(reader.special(processor), "MsrGsBase");
        steps.add(
                gs == processor.kpcr()
                        ? saved
                        : DerivationReader.said(
                                Phrase.of("derivation.kpcr.gs"),
                                gs == 0
                                        ? Phrase.of("derivation.kpcr.gs-unknown")
                                        : Phrase.of("derivation.kpcr.gs-other", Words.hex(gs))));
        var region = reader.struct("_KPCR", processor.kpcr());
        steps.add(reader.field(region, "Self"));
        steps.add(reader.field(region, "CurrentPrcb"));
        add("kpcr", Phrase.of("derivation.kpcr"), Phrase.data(Words.hex(processor.kpcr())), steps);
    }

    private void taskRegister() {
        var steps = new ArrayList<Derivation.Step>();
        steps.add(reader.field(reader.special(processor), "Tr"));
        reader.descriptor(processor, processor.tr(), steps);
        steps.add(reader.field(reader.struct("_KPCR", processor.kpcr()), "TssBase"));
        add("tr", Phrase.of("derivation.tr"), Phrase.data(String.format(Locale.ROOT, "%04x", processor.tr())), steps);
    }

    /// Which stack the processor took, and where its top is.
    private void interruptStack(InterruptStack stack) {
        var steps = new ArrayList<Derivation.Step>();
        long size = PROCESSOR.type("GATE_DESCRIPTOR").orElseThrow().size();
        for (int vector = 0; vector < VECTORS; vector++) {
            var gate = processor("GATE_DESCRIPTOR", processor.idt() + vector * size);
            if ((gate.get("Access") & STACK_INDEX) == stack.index() && steps.isEmpty()) {
                steps.add(reader.read(
                        Phrase.of("derivation.idt-entry", Integer.toString(vector)),
                        gate.address(),
                        (int) size,
                        Phrase.of("derivation.ist.index", Integer.toString(stack.index()))));
            }
        }
        steps.add(reader.field(reader.struct("_KPCR", processor.kpcr()), "TssBase"));
        steps.add(reader.field(processor("TSS", processor.tss()), "Ist" + stack.index()));
        add(
                id("ist", stack.index()),
                Phrase.of("derivation.ist", stack.kind().words()),
                Phrase.of("derivation.ist.top", Words.hex(stack.top())),
                steps);
    }

    /// What the processor pushed, and the frame pointer that the handler saved below.
    private void machineFrame(InterruptStack stack) {
        var frame = processor("MACHINE_FRAME", stack.frame().address());
        var steps = new ArrayList<Derivation.Step>();
        for (var name : List.of("Rip", "SegCs", "EFlags", "Rsp", "SegSs")) {
            steps.add(reader.field(frame, name));
        }
        var trapFrame = reader.struct("_KTRAP_FRAME", stack.frame().trapFrame());
        attempt(() -> steps.add(reader.field(trapFrame, "Rbp")));
        add(
                id("machine-frame", stack.index()),
                Phrase.of("derivation.machine-frame", stack.kind().words()),
                Phrase.data("rip " + Words.hex(stack.frame().rip()) + ", rsp "
                        + Words.hex(stack.frame().rsp())),
                steps);
    }

    private void savedState(SavedState state) {
        var type =
                switch (state.kind()) {
                    case CONTEXT_RECORD -> "_CONTEXT";
                    case TRAP_FRAME -> "_KTRAP_FRAME";
                    case INTERRUPT_STACK -> "";
                };
        if (type.isEmpty()) {
            return;
        }
        var record = reader.struct(type, state.address());
        var steps = new ArrayList<Derivation.Step>();
        for (var name : List.of("Rip", "Rsp", "Rbp", "SegCs", "EFlags")) {
            steps.add(reader.field(record, name));
        }
        add(
                state.kind() == SavedState.Kind.CONTEXT_RECORD ? "context-record" : "trap-frame",
                state.title(),
                Phrase.data("rip " + Words.hex(state.registers().instructionPointer()) + ", rsp "
                        + Words.hex(state.registers().stackPointer())),
                steps);
    }

    private void segment(StackRange range, long control) {
        boolean late = facts.kernel().types().type("_KSTACK_CONTROL").isPresent();
        var block = reader.struct(late ? "_KSTACK_CONTROL" : "_KERNEL_STACK_CONTROL", control);
        var steps = new ArrayList<Derivation.Step>();
        facts.thread()
                .ifPresent(thread -> attempt(
                        () -> steps.add(reader.field(reader.struct("_KTHREAD", thread.address()), "InitialStack"))));
        steps.add(reader.field(block, late ? "StackBase" : "Current.StackBase"));
        for (var name : List.of("StackBase", "StackLimit", "KernelStack", "InitialStack")) {
            steps.add(reader.field(block, "Previous." + name));
        }
        add(
                "stack-segment-"
                        + (1
                                + derivations.stream()
                                        .filter(found -> found.id().startsWith("stack-segment"))
                                        .count()),
                range.name().capitalised(),
                Phrase.of(
                        "derivation.stack-segment", Words.hex(range.limit()), Words.hex(range.base()), range.source()),
                steps);
    }

    /// One for each stack of the table: the first needs no number.
    private String id(String name, int index) {
        return derivations.stream().noneMatch(found -> found.id().equals(name)) ? name : name + "-" + index;
    }

    private Struct processor(String type, long address) {
        return Struct.at(facts.kernel().space()::bytes, PROCESSOR, type, address);
    }

    private void add(String id, Phrase title, Phrase value, List<Derivation.Step> steps) {
        derivations.add(new Derivation(id, title, value, List.copyOf(steps)));
    }
}
