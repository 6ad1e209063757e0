package dev.gotstack.analysis;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Translation;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.SegmentDescriptor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes down how each key value was obtained, reading every step again from the dump.
final class Derivations {
    private static final int PCR_SELECTOR = 0x30;

    private final Case facts;
    private final Kernel kernel;
    private final AddressSpace space;
    private final List<Derivation> derivations = new ArrayList<>();

    Derivations(Case facts) {
        this.facts = facts;
        this.kernel = facts.kernel();
        this.space = kernel.space();
    }

    List<Derivation> all() {
        facts.processor().ifPresent(processor -> {
            attempt(() -> controlRegion(processor));
            attempt(() -> taskRegister(processor));
            attempt(() -> backlink(processor));
            attempt(() -> interruptedRegisters(processor));
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
        steps.add(said("fs", "0030, kernel mode's segment of the processor control region"));
        descriptor(processor, PCR_SELECTOR, steps);
        var region = struct("_KPCR", processor.kpcr());
        steps.add(field(region, "SelfPcr"));
        steps.add(field(region, "Prcb"));
        add("kpcr", "Processor control region", Words.hex(processor.kpcr()), steps);
    }

    private void taskRegister(Processor processor) {
        var special =
                struct("_KPRCB", processor.kprcb()).nested("ProcessorState").nested("SpecialRegisters");
        var steps = new ArrayList<Derivation.Step>();
        steps.add(field(special, "Tr"));
        descriptor(processor, processor.tr(), steps);
        add("tr", "Task register", String.format(Locale.ROOT, "%04x", processor.tr()), steps);
    }

    private void backlink(Processor processor) {
        var current = processor.currentTask().orElse(null);
        if (current == null) {
            return;
        }
        var steps = new ArrayList<Derivation.Step>();
        var special =
                struct("_KPRCB", processor.kprcb()).nested("ProcessorState").nested("SpecialRegisters");
        steps.add(field(special, "Tr"));
        descriptor(processor, processor.tr(), steps);
        steps.add(field(struct("_KPCR", processor.kpcr()), "TSS"));
        steps.add(field(struct("_KTSS", current.tss().address()), "Backlink"));
        add("backlink", "Backlink: the interrupted task", "0x" + Integer.toHexString(current.backlink()), steps);
    }

    private void interruptedRegisters(Processor processor) {
        var task = processor.interruptedTask().orElse(null);
        if (task == null) {
            return;
        }
        var steps = new ArrayList<Derivation.Step>();
        descriptor(processor, task.selector(), steps);
        var tss = struct("_KTSS", task.tss().address());
        for (var name : List.of("Eip", "Esp", "Ebp", "EFlags")) {
            steps.add(field(tss, name));
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
        var special =
                struct("_KPRCB", processor.kprcb()).nested("ProcessorState").nested("SpecialRegisters");
        add("cr2", "Last page-fault address", Words.hex(special.get("Cr2")), List.of(field(special, "Cr2")));
    }

    private void currentThread(Processor processor) {
        var block = struct("_KPRCB", processor.kprcb());
        add("thread", "Current thread", Words.hex(processor.currentThread()), List.of(field(block, "CurrentThread")));
    }

    private void stackLimits(KernelThread thread) {
        var kthread = struct("_KTHREAD", thread.address());
        var stack = thread.stack();
        add(
                "stack-limits",
                "Kernel stack",
                Words.hex(stack.limit()) + " to " + Words.hex(stack.base()) + ", " + Words.bytes(stack.size()),
                List.of(field(kthread, "StackBase"), field(kthread, "StackLimit")));
    }

    private void image(KernelThread thread) {
        var process = thread.process().orElse(null);
        if (process == null) {
            return;
        }
        var kthread = struct("_KTHREAD", thread.address());
        var eprocess = struct("_EPROCESS", process.address());
        add(
                "process",
                "Process and image name",
                Words.hex(process.address()) + " " + process.imageName(),
                List.of(
                        field(kthread, "ApcState.Process"),
                        read("_EPROCESS.ImageFileName", eprocess.addressOf("ImageFileName"), 16, process.imageName())));
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
                    -1,
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
        var frame = struct("_KTRAP_FRAME", facts.registers().framePointer());
        add(
                "resume-point",
                "Where the rebuilt stack resumes",
                "eip " + Words.hex(victim.code().address()) + ", esp " + Words.hex(victim.stackPointer()) + ", ebp "
                        + Words.hex(victim.framePointer()),
                List.of(
                        said("ebp of the interrupted task", Words.hex(frame.address()) + ", the trap frame"),
                        field(frame, "Eip"),
                        field(frame, "Ebp"),
                        field(frame, "SegCs"),
                        said(
                                "esp",
                                Words.hex(victim.stackPointer())
                                        + ": the trap frame + 0x74, since kernel code was interrupted")));
    }

    private void descriptor(Processor processor, int selector, List<Derivation.Step> steps) {
        Optional<SegmentDescriptor> entry = processor.gdt().descriptor(selector);
        if (entry.isPresent()) {
            var found = entry.get();
            steps.add(read(
                    "GDT entry " + (selector >>> 3) + " (0x" + Integer.toHexString(selector & ~7) + ")",
                    found.address(),
                    8,
                    found.kind() + ", base " + Words.hex(found.base()) + ", limit " + Long.toHexString(found.limit())));
        }
    }

    private Struct struct(String type, long address) {
        return Struct.at(space::bytes, kernel.types(), type, address);
    }

    private Derivation.Step field(Struct struct, String path) {
        var raw = struct.raw(path);
        var digits = String.format(Locale.ROOT, "%0" + 2 * raw.length + "x", struct.get(path));
        return read(struct.layout().name() + "." + path, struct.addressOf(path), raw.length, digits);
    }

    private Derivation.Step read(String what, long va, int length, String value) {
        var bytes = space.bytes(va, length, what);
        long offset = space.fileOffset(va);
        long pa = space.translate(va).orElse(null) instanceof Translation.Mapped mapped ? mapped.pa() : -1;
        return new Derivation.Step(
                what, va, pa, offset, HexFormat.ofDelimiter(" ").formatHex(bytes), value);
    }

    private static Derivation.Step said(String what, String value) {
        return new Derivation.Step(what, -1, -1, -1, "", value);
    }

    private void add(String id, String title, String value, List<Derivation.Step> steps) {
        derivations.add(new Derivation(id, title, value, List.copyOf(steps)));
    }
}
