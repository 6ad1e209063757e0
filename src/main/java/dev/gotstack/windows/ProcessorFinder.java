package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the processors' control regions and reads them.
///
/// In this order: the array that the debugger data block names; the addresses that are known without it; and, where
/// neither leads to one, every page of kernel memory whose fields point to itself as only a control region's do.
abstract sealed class ProcessorFinder permits X86ProcessorFinder, X64ProcessorFinder {
    private final AddressSpace space;
    private final TypeSource types;
    private final List<String> problems;

    ProcessorFinder(AddressSpace space, TypeSource types, List<String> problems) {
        this.space = space;
        this.types = types;
        this.problems = problems;
    }

    static ProcessorFinder of(AddressSpace space, TypeSource types, List<String> problems) {
        return space.pointerSize() == 8
                ? new X64ProcessorFinder(space, types, problems)
                : new X86ProcessorFinder(space, types, problems);
    }

    /// @param expected how many processors the dump's header names
    /// @param known control blocks that are known otherwise
    final List<Processor> find(@Nullable DebuggerData debuggerData, int expected, List<Long> known) {
        var regions = fromDebuggerData(debuggerData);
        if (regions.isEmpty()) {
            known.stream().map(prcb -> prcb - blockOffset()).forEach(regions::add);
        }
        if (regions.isEmpty()) {
            regions.addAll(usual(expected));
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

    /// Offset of the control block within the region.
    final long blockOffset() {
        return types.type("_KPCR")
                .flatMap(pcr -> pcr.field(blockField()))
                .map(field -> field.offset())
                .orElse(0L);
    }

    private Set<Long> fromDebuggerData(@Nullable DebuggerData debuggerData) {
        var regions = new LinkedHashSet<Long>();
        var array = debuggerData == null ? OptionalLong.empty() : debuggerData.pointer("KiProcessorBlock");
        if (array.isEmpty()) {
            return regions;
        }
        for (int i = 0; i < mostProcessors(); i++) {
            long prcb = space.pointer(array.getAsLong() + (long) i * space.pointerSize())
                    .orElse(0);
            if (prcb != 0 && isBlock(prcb, i)) {
                regions.add(prcb - blockOffset());
            }
        }
        return regions;
    }

    private Set<Long> scan(int expected) {
        var found = new LinkedHashSet<Long>();
        long last = kernelEnd();
        long at = space.nextMapped(kernelStart(), last);
        int looked = 0;
        while (at != -1 && looked++ < mostPages() && found.size() < Math.min(expected, mostProcessors())) {
            if (isControlRegion(at)) {
                found.add(at);
            }
            at = Long.compareUnsigned(at + 0x1000, last) >= 0 ? -1 : space.nextMapped(at + 0x1000, last);
        }
        return found;
    }

    final AddressSpace space() {
        return space;
    }

    final TypeSource types() {
        return types;
    }

    final List<String> problems() {
        return problems;
    }

    final Struct at(String type, long va) {
        return Struct.at(space::bytes, types, type, va);
    }

    abstract int mostProcessors();

    /// Pages that a search looks at; damaged page tables seem to map far more than there are.
    abstract int mostPages();

    /// The control region's member that is the control block.
    abstract String blockField();

    /// First address of the kernel's half.
    abstract long kernelStart();

    /// Where a search ends, exclusive.
    abstract long kernelEnd();

    /// Regions at addresses that are known from the build or the registers.
    abstract List<Long> usual(int expected);

    /// Whether the array's entry `number` leads to a control block.
    abstract boolean isBlock(long prcb, int number);

    /// Whether what lies at `va` points to itself as control regions do.
    abstract boolean isControlRegion(long va);

    abstract Processor read(long va);
}
