package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.DescriptorTable;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskStates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the processors' control regions and reads them.
///
/// In this order: the array that the debugger data block names; the address that uniprocessor systems and boot
/// processors of old builds use; and, where neither leads to one, every page of kernel memory whose fields point to
/// itself as only a control region's do.
final class ProcessorFinder {
    private static final int MOST_PROCESSORS = 32;
    private static final long BOOT_PROCESSOR = 0xffdff000L;
    private static final long KERNEL_START = 0x8000_0000L;
    private static final long KERNEL_END = 0x1_0000_0000L;
    private static final long DEFAULT_GDT_LIMIT = 0x3ff;

    private final AddressSpace space;
    private final TypeSource types;
    private final List<String> problems;

    ProcessorFinder(AddressSpace space, TypeSource types, List<String> problems) {
        this.space = space;
        this.types = types;
        this.problems = problems;
    }

    List<Processor> find(@Nullable DebuggerData debuggerData, int expected) {
        var regions = fromDebuggerData(debuggerData);
        if (regions.isEmpty() && isControlRegion(BOOT_PROCESSOR) && expected == 1) {
            regions.add(BOOT_PROCESSOR);
        }
        if (regions.isEmpty()) {
            regions.addAll(scan(expected));
        }
        var processors = new ArrayList<Processor>();
        for (long region : regions) {
            try {
                processors.add(read(region));
            } catch (MalformedFileException e) {
                problems.add("Processor at " + Long.toHexString(region) + ": " + e.getMessage());
            }
        }
        return processors;
    }

    private Set<Long> fromDebuggerData(@Nullable DebuggerData debuggerData) {
        var regions = new LinkedHashSet<Long>();
        var array = debuggerData == null ? java.util.OptionalLong.empty() : debuggerData.pointer("KiProcessorBlock");
        if (array.isEmpty()) {
            return regions;
        }
        long inRegion = types.type("_KPCR")
                .flatMap(pcr -> pcr.field("PrcbData"))
                .map(f -> f.offset())
                .orElse(0L);
        for (int i = 0; i < MOST_PROCESSORS; i++) {
            long prcb = space.pointer(array.getAsLong() + (long) i * space.pointerSize())
                    .orElse(0);
            if (prcb != 0 && isControlRegion(prcb - inRegion)) {
                regions.add(prcb - inRegion);
            }
        }
        return regions;
    }

    private Set<Long> scan(int expected) {
        var found = new LinkedHashSet<Long>();
        long at = space.nextMapped(KERNEL_START, KERNEL_END);
        while (at >= 0 && found.size() < Math.min(expected, MOST_PROCESSORS)) {
            if (isControlRegion(at)) {
                found.add(at);
            }
            at = at + 0x1000 >= KERNEL_END ? -1 : space.nextMapped(at + 0x1000, KERNEL_END);
        }
        return found;
    }

    private boolean isControlRegion(long va) {
        try {
            var region = Struct.at(space::bytes, types, "_KPCR", va);
            return region.get("SelfPcr") == va && region.get("Prcb") == region.addressOf("PrcbData");
        } catch (MalformedFileException e) {
            return false;
        }
    }

    private Processor read(long va) {
        var region = Struct.at(space::bytes, types, "_KPCR", va);
        var block = region.nested("PrcbData");
        var state = block.nested("ProcessorState");
        var special = state.nested("SpecialRegisters");
        var control = RegisterSet.none()
                .with("cr0", special.get("Cr0"))
                .with("cr2", special.get("Cr2"))
                .with("cr3", special.get("Cr3"))
                .with("cr4", special.get("Cr4"));
        long savedLimit = special.get("Gdtr.Limit");
        var gdt =
                new DescriptorTable(space::bytes, region.get("GDT"), savedLimit == 0 ? DEFAULT_GDT_LIMIT : savedLimit);
        int tr = (int) special.get("Tr");
        var tasks = new TaskStates(space::bytes, types, gdt, tr, special.get("Cr2"), problems).find();
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
                ContextRecord.read(state.nested("ContextFrame")),
                tasks);
    }
}
