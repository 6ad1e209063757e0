package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.DescriptorTable;
import dev.gotstack.x86.RegisterSet;
import java.util.List;
import java.util.OptionalLong;

/// Control regions of 64-bit systems. Small dumps hold the control blocks without the regions' heads, so that what the
/// head says is also taken from the block's saved descriptor registers.
final class X64ProcessorFinder extends ProcessorFinder {
    private static final long DEFAULT_GDT_LIMIT = 0x6f;
    /// Offset of `_KPCR.Self` in every 64-bit build.
    private static final long SELF = 0x18;

    private static final long KERNEL_START = 0xffff_8000_0000_0000L;

    X64ProcessorFinder(AddressSpace space, TypeSource types, List<String> problems) {
        super(space, types, problems);
    }

    @Override
    int mostProcessors() {
        return 2048;
    }

    @Override
    int mostPages() {
        return 1 << 14;
    }

    @Override
    String blockField() {
        return "Prcb";
    }

    @Override
    long kernelStart() {
        return KERNEL_START;
    }

    @Override
    long kernelEnd() {
        return -0x1000;
    }

    @Override
    List<Long> usual(int expected) {
        return List.of();
    }

    @Override
    boolean isBlock(long prcb, int number) {
        try {
            var block = at("_KPRCB", prcb);
            return Long.compareUnsigned(prcb, KERNEL_START) >= 0
                    && block.get("Number") == number
                    && Long.compareUnsigned(block.get("CurrentThread"), KERNEL_START) >= 0;
        } catch (MalformedFileException e) {
            return false;
        }
    }

    @Override
    boolean isControlRegion(long va) {
        // Most pages that are looked at are nothing of the kind: the first word tells, without an exception.
        if (space().pointer(va + SELF).orElse(0) != va) {
            return false;
        }
        try {
            var region = at("_KPCR", va);
            return region.get("Self") == va && region.get("CurrentPrcb") == region.addressOf("Prcb");
        } catch (MalformedFileException e) {
            return false;
        }
    }

    @Override
    Processor read(long va) {
        var region = at("_KPCR", va);
        var block = region.nested("Prcb");
        var state = block.nested("ProcessorState");
        var special = state.nested("SpecialRegisters");
        var control = RegisterSet.none();
        for (var field : List.of("Cr0", "Cr2", "Cr3", "Cr4", "Cr8")) {
            control = control.with(field.toLowerCase(java.util.Locale.ROOT), special.get(field));
        }
        long limit = special.get("Gdtr.Limit");
        long gdt = orElse(value(region, "GdtBase"), special.get("Gdtr.Base"));
        return new Processor(
                (int) block.get("Number"),
                va,
                block.address(),
                block.get("CurrentThread"),
                block.get("NextThread"),
                block.get("IdleThread"),
                (int) special.get("Cr8"),
                new DescriptorTable(space()::bytes, gdt, limit == 0 ? DEFAULT_GDT_LIMIT : limit, true),
                orElse(value(region, "IdtBase"), special.get("Idtr.Base")),
                value(region, "TssBase").orElse(0),
                (int) special.get("Tr"),
                control,
                context(block, state),
                List.of(),
                List.of(),
                List.of());
    }

    /// The context saved at the crash: where the block points to, on builds that save all of a processor's state there;
    /// else the one in the block.
    private RegisterSet context(Struct block, Struct state) {
        var saved = ContextRecord.read(state.nested("ContextFrame"), Architecture.of(8));
        var pointer = block.has("Context") ? block.get("Context") : 0;
        if (pointer == 0 || saved.instructionPointer() != 0) {
            return saved;
        }
        try {
            return ContextRecord.read(at("_CONTEXT", pointer), Architecture.of(8));
        } catch (MalformedFileException e) {
            return saved;
        }
    }

    private static OptionalLong value(Struct region, String field) {
        try {
            long value = region.get(field);
            return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (MalformedFileException e) {
            return OptionalLong.empty();
        }
    }

    private static long orElse(OptionalLong first, long second) {
        return first.orElse(second);
    }
}
