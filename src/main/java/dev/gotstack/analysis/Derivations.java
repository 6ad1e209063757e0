package dev.gotstack.analysis;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Translation;
import dev.gotstack.stack.Frame;
import dev.gotstack.text.Phrase;
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
        steps.add(DerivationReader.said(Phrase.data("fs"), Phrase.of("derivation.kpcr.fs", "0030")));
        reader.descriptor(processor, PCR_SELECTOR, steps);
        var region = reader.struct("_KPCR", processor.kpcr());
        steps.add(reader.field(region, "SelfPcr"));
        steps.add(reader.field(region, "Prcb"));
        add("kpcr", Phrase.of("derivation.kpcr"), data(processor.kpcr()), steps);
    }

    private void taskRegister(Processor processor) {
        var special = reader.special(processor);
        var steps = new ArrayList<Derivation.Step>();
        steps.add(reader.field(special, "Tr"));
        reader.descriptor(processor, processor.tr(), steps);
        add("tr", Phrase.of("derivation.tr"), Phrase.data(String.format(Locale.ROOT, "%04x", processor.tr())), steps);
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
        add(
                "backlink",
                Phrase.of("derivation.backlink"),
                Phrase.data("0x" + Integer.toHexString(current.backlink())),
                steps);
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
                Phrase.of("derivation.interrupted-task", "0x" + Integer.toHexString(task.selector())),
                Phrase.data("eip " + Words.hex(task.registers().instructionPointer()) + ", esp "
                        + Words.hex(task.registers().stackPointer()) + ", ebp "
                        + Words.hex(task.registers().framePointer())),
                steps);
    }

    private void pageFaultAddress(Processor processor) {
        var special = reader.special(processor);
        add("cr2", Phrase.of("derivation.cr2"), data(special.get("Cr2")), List.of(reader.field(special, "Cr2")));
    }

    private void currentThread(Processor processor) {
        var block = reader.struct("_KPRCB", processor.kprcb());
        add(
                "thread",
                Phrase.of("derivation.thread"),
                data(processor.currentThread()),
                List.of(reader.field(block, "CurrentThread")));
    }

    private void stackLimits(KernelThread thread) {
        var kthread = reader.struct("_KTHREAD", thread.address());
        var stack = thread.stack();
        add(
                "stack-limits",
                Phrase.of("derivation.stack-limits"),
                Phrase.of(
                        "derivation.stack-limits.range",
                        Words.hex(stack.limit()),
                        Words.hex(stack.base()),
                        Words.bytes(stack.size())),
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
                Phrase.of("derivation.process"),
                Phrase.data(Words.hex(process.address()) + " " + process.imageName()),
                List.of(
                        reader.field(kthread, "ApcState.Process"),
                        reader.read(
                                Phrase.data("_EPROCESS.ImageFileName"),
                                eprocess.addressOf("ImageFileName"),
                                16,
                                Phrase.data(process.imageName()))));
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
            var entry = Long.toHexString(step.entry());
            steps.add(new Derivation.Step(
                    Phrase.of("derivation.guard-page.entry", step.level(), Words.hex(va)),
                    Derivation.NOWHERE,
                    step.entryPa(),
                    offset,
                    "",
                    valid ? Phrase.data(entry) : Phrase.of("derivation.guard-page.invalid", entry)));
        }
        add(
                "guard-page",
                Phrase.of("derivation.guard-page"),
                Phrase.of(
                        "derivation.guard-page.reason",
                        Words.hex(va),
                        stack.guard().get().hole().detail()),
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
                Phrase.of("derivation.resume-point"),
                Phrase.data("eip " + Words.hex(victim.code().address()) + ", esp " + Words.hex(victim.stackPointer())
                        + ", ebp " + Words.hex(victim.framePointer())),
                List.of(
                        DerivationReader.said(
                                Phrase.of("derivation.resume-point.ebp"),
                                Phrase.of("derivation.resume-point.trap-frame", Words.hex(frame.address()))),
                        reader.field(frame, "Eip"),
                        reader.field(frame, "Ebp"),
                        reader.field(frame, "SegCs"),
                        DerivationReader.said(
                                Phrase.data("esp"),
                                Phrase.of("derivation.resume-point.esp", Words.hex(victim.stackPointer()), "0x74"))));
    }

    /// 64-bit trap frames hold the stack pointer: the processor always pushes it.
    private void resumeWide(Frame victim) {
        long trapFrame = facts.rebuilt().frames().getFirst().trapFrame().orElse(0);
        var frame = reader.struct("_KTRAP_FRAME", trapFrame);
        add(
                "resume-point",
                Phrase.of("derivation.resume-point"),
                Phrase.data("rip " + Words.hex(victim.code().address()) + ", rsp " + Words.hex(victim.stackPointer())),
                List.of(
                        DerivationReader.said(
                                Phrase.of("derivation.trap-frame"),
                                Phrase.of("derivation.resume-point.unwound", Words.hex(trapFrame))),
                        reader.field(frame, "Rip"),
                        reader.field(frame, "Rsp"),
                        reader.field(frame, "SegCs")));
    }

    private static Phrase data(long value) {
        return Phrase.data(Words.hex(value));
    }

    private void add(String id, Phrase title, Phrase value, List<Derivation.Step> steps) {
        derivations.add(new Derivation(id, title, value, List.copyOf(steps)));
    }
}
