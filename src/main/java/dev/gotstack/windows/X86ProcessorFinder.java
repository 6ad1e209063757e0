package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.DescriptorTable;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskStates;
import java.util.List;

/// Control regions of 32-bit systems, with the tasks of their descriptor tables.
final class X86ProcessorFinder extends ProcessorFinder {
    /// Where uniprocessor systems and boot processors of old builds have it.
    private static final long BOOT_PROCESSOR = 0xffdff000L;

    private static final long DEFAULT_GDT_LIMIT = 0x3ff;

    X86ProcessorFinder(AddressSpace space, TypeSource types, List<String> problems) {
        super(space, types, problems);
    }

    @Override
    int mostProcessors() {
        return 32;
    }

    /// All that a kernel's half can have.
    @Override
    int mostPages() {
        return 1 << 19;
    }

    @Override
    String blockField() {
        return "PrcbData";
    }

    @Override
    long kernelStart() {
        return 0x8000_0000L;
    }

    @Override
    long kernelEnd() {
        return 0x1_0000_0000L;
    }

    @Override
    List<Long> usual(int expected) {
        return expected == 1 && isControlRegion(BOOT_PROCESSOR) ? List.of(BOOT_PROCESSOR) : List.of();
    }

    @Override
    boolean isBlock(long prcb, int number) {
        return isControlRegion(prcb - blockOffset());
    }

    @Override
    boolean isControlRegion(long va) {
        try {
            var region = at("_KPCR", va);
            return region.get("SelfPcr") == va && region.get("Prcb") == region.addressOf("PrcbData");
        } catch (MalformedFileException e) {
            return false;
        }
    }

    @Override
    Processor read(long va) {
        var region = at("_KPCR", va);
        var block = region.nested("PrcbData");
        var state = block.nested("ProcessorState");
        var special = state.nested("SpecialRegisters");
        var control = RegisterSet.none()
                .with("cr0", special.get("Cr0"))
                .with("cr2", special.get("Cr2"))
                .with("cr3", special.get("Cr3"))
                .with("cr4", special.get("Cr4"));
        long savedLimit = special.get("Gdtr.Limit");
        var gdt = new DescriptorTable(
                space()::bytes, region.get("GDT"), savedLimit == 0 ? DEFAULT_GDT_LIMIT : savedLimit);
        int tr = (int) special.get("Tr");
        var tasks = new TaskStates(space()::bytes, types(), gdt, tr, special.get("Cr2"), problems()).find();
        return new Processor(
                (int) block.get("Number"),
                va,
                block.address(),
                block.get("CurrentThread"),
                block.get("NextThread"),
                block.get("IdleThread"),
                (int) region.get("Irql"),
                gdt,
                region.get("IDT"),
                region.get("TSS"),
                tr,
                control,
                ContextRecord.read(state.nested("ContextFrame"), Architecture.of(4)),
                tasks,
                List.of(),
                List.of());
    }
}
