package dev.gotstack.analysis;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Translation;
import dev.gotstack.stack.Frame;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes down how each key value was obtained, reading every step again from the dump.
final class Derivations {
    private static final int PCR_SELECTOR = 0x30;
    private static final int WIDE = 8;

    private final Case facts;
    private final Kernel kernel;
    private final AddressSpace space;
    private final DerivationReader reader;
    private final List<Derivation> derivations = new ArrayList<>();

    Derivations(Case facts) {
        this.facts = facts;
        this.kernel = facts.kernel();
        this.space = kernel.space();
        this.reader = new DerivationReader(kernel);
    }

    List<Derivation> all() {
        facts.processor().ifPresent(processor -> {
            if (facts.architecture().pointerSize() == WIDE) {
                derivations.addAll(new WideDerivations(facts, processor).all());
            } else {
                attempt(() -> controlRegion(processor));
                attempt(() -> taskRegister(processor));
                attempt(() -> backlink(processor));
                attempt(() -> interruptedRegisters(processor));
            }
            attempt(() -> pageFaultAddress(processor));
            attempt(() -> currentThread(processor));
        });
        facts.thread().ifPresent(thread -> {
            attempt(() -> stackLimits(thread));
            attempt(() -> image(thread));
        });
        attempt(this::guardPage);
        attempt(this::resumePoint);
        return List.copyOf(derivations);
    }

    private static void attempt(Runnable derivation) {
        try {
            derivation.run();
        } catch (MalformedFileException e) {
            // A value that cannot be read has no derivation; what is missing stands in the warnings.
            return;
        }
    }

    private void controlRegion(Processor processor) {
        var steps = new ArrayList<Derivation.Step>();
        steps.add(DerivationReader.said("fs", "0030, kernel mode's segment of the processor control region"));
        reader.descriptor(processor, PCR_SELECTOR, steps);
        var region = reader.struct("_KPCR", processor.kpcr());
        steps.add(reader.field(region, "SelfPcr"));
        steps.add(reader.field(region, "Prcb"));
        add("kpcr", "Processor control region", Words.hex(processor.kpcr()), steps);
    }

    private void taskRegister(Processor processor) {
        var special = reader.special(processor);
        var steps = new ArrayList<Derivation.Step>();
        steps.add(reader.field(special, "Tr"));
        reader.descriptor(processor, processor.tr(), steps);
        add("tr", "Task register", String.format(Locale.ROOT, "%04x", processor.tr()), steps);
    }

    private void backlink(Processor processor) {
        var current = processor.currentTask().orElse(null);
        if (current == null) {
            return;
        }
        var steps = new ArrayList<Derivation.Step>();
        var special = reader.special(processor);
        steps.add(reader.field(special, "Tr"));
        reader.descriptor(processor, processor.tr(), steps);
        steps.add(reader.field(reader.struct("_KPCR", processor.kpcr()), "TSS"));
        steps.add(reader.field(reader.struct("_KTSS", current.tss().address()), "Backlink"));
        add("backlink", "Backlink: the interrupted task", "0x" + Integer.toHexString(current.backlink()), steps);
    }

    private void interruptedRegisters(Processor processor) {
        var task = processor.interruptedTask().orElse(null);
        if (task == null) {
            return;
        }
        var steps = new ArrayList<Derivation.Step>();
        reader.descriptor(processor, task.selector(), steps);
        var tss = reader.struct("_KTSS", task.tss().address());
        for (var name : List.of("Eip", "Esp", "Ebp", "EFlags")) {
            steps.add(reader.field(tss, name));
        }
        add(
                "interrupted-task",
                "Registers of task 0x" + Integer.toHexString(task.selector()),
                "eip " + Words.hex(task.registers().instructionPointer()) + ", esp "
                        + Words.hex(task.registers().stackPointer()) + ", ebp "
                        + Words.hex(task.registers().framePointer()),
                steps);
    }

    private void pageFaultAddress(Processor processor) {
        var special = reader.special(processor);
        add("cr2", "Last page-fault address", Words.hex(special.get("Cr2")), List.of(reader.field(special, "Cr2")));
    }

    private void currentThread(Processor processor) {
        var block = reader.struct("_KPRCB", processor.kprcb());
        add(
                "thread",
                "Current thread",
                Words.hex(processor.currentThread()),
                List.of(reader.field(block, "CurrentThread")));
    }

    private void stackLimits(KernelThread thread) {
        var kthread = reader.struct("_KTHREAD", thread.address());
        var stack = thread.stack();
        add(
                "stack-limits",
                "Kernel stack",
                Words.hex(stack.limit()) + " to " + Words.hex(stack.base()) + ", " + Words.bytes(stack.size()),
                List.of(reader.field(kthread, "StackBase"), reader.field(kthread, "StackLimit")));
    }

    private void image(KernelThread thread) {
        var process = thread.process().orElse(null);
        if (process == null) {
            return;
        }
        var kthread = reader.struct("_KTHREAD", thread.address());
        var eprocess = reader.struct("_EPROCESS", process.address());
        add(
                "process",
                "Process and image name",
                Words.hex(process.address()) + " " + process.imageName(),
                List.of(
                        reader.field(kthread, "ApcState.Process"),
                        reader.read(
                                "_EPROCESS.ImageFileName",
                                eprocess.addressOf("ImageFileName"),
                                16,
                                process.imageName())));
    }

    private void guardPage() {
        var stack = facts.stack().orElse(null);
        if (stack == null || stack.guard().isEmpty()) {
            return;
        }
        long va = stack.guard().get().start();
        var steps = new ArrayList<Derivation.Step>();
        for (var step : space.translate(va).map(Translation::steps).orElse(List.of())) {
            long offset = kernel.dump().physical().fileOffset(step.entryPa());
            boolean valid = (step.entry() & 1) == 1;
            steps.add(new Derivation.Step(
                    step.level() + " of " + Words.hex(va),
                    Derivation.NOWHERE,
                    step.entryPa(),
                    offset,
                    "",
                    Long.toHexString(step.entry()) + (valid ? "" : ": not valid")));
        }
        add(
                "guard-page",
                "Guard page",
                Words.hex(va) + ": " + stack.guard().get().hole().detail(),
                steps);
    }

    private void resumePoint() {
        var victim = facts.firstVictim().orElse(null);
        if (victim == null || !facts.faultWasDelivered()) {
            return;
        }
        if (facts.architecture().pointerSize() == WIDE) {
            resumeWide(victim);
            return;
        }
        var frame = reader.struct("_KTRAP_FRAME", facts.registers().framePointer());
        add(
                "resume-point",
                "Where the rebuilt stack resumes",
                "eip " + Words.hex(victim.code().address()) + ", esp " + Words.hex(victim.stackPointer()) + ", ebp "
                        + Words.hex(victim.framePointer()),
                List.of(
                        DerivationReader.said(
                                "ebp of the interrupted task", Words.hex(frame.address()) + ", the trap frame"),
                        reader.field(frame, "Eip"),
                        reader.field(frame, "Ebp"),
                        reader.field(frame, "SegCs"),
                        DerivationReader.said(
                                "esp",
                                Words.hex(victim.stackPointer())
                                        + ": the trap frame + 0x74, since kernel code was interrupted")));
    }

    /// 64-bit trap frames hold the stack pointer: the processor always pushes it.
    private void resumeWide(Frame victim) {
        long trapFrame = facts.rebuilt().frames().getFirst().trapFrame().orElse(0);
        var frame = reader.struct("_KTRAP_FRAME", trapFrame);
        add(
                "resume-point",
                "Where the rebuilt stack resumes",
                "rip " + Words.hex(victim.code().address()) + ", rsp " + Words.hex(victim.stackPointer()),
                List.of(
                        DerivationReader.said("trap frame", Words.hex(trapFrame) + ", by the handler's unwind data"),
                        reader.field(frame, "Rip"),
                        reader.field(frame, "Rsp"),
                        reader.field(frame, "SegCs")));
    }

    private void add(String id, String title, String value, List<Derivation.Step> steps) {
        derivations.add(new Derivation(id, title, value, List.copyOf(steps)));
    }
}
