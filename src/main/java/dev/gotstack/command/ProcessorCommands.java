package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.SegmentDescriptor;
import java.util.Arrays;

/// `!pcr`, `!gdt`: a processor's control region and its segments.
final class ProcessorCommands {
    private static final int LABEL = 25;

    /// Labels of `!pcr` and the fields behind them. Where Windows keeps something of its own in a field of NT_TIB, the
    /// debugger shows it under the old label all the same.
    private static final String[][] TIB = {
        {"NtTib.ExceptionList", "NtTib.ExceptionList"},
        {"NtTib.StackBase", "NtTib.StackBase"},
        {"NtTib.StackLimit", "NtTib.StackLimit"},
        {"NtTib.SubSystemTib", "NtTib.SubSystemTib"},
        {"NtTib.Version", "NtTib.Version"},
        {"NtTib.UserPointer", "NtTib.ArbitraryUserPointer"},
        {"NtTib.SelfTib", "NtTib.Self"}
    };

    private static final String[][] REGION = {
        {"SelfPcr", "SelfPcr|Self"},
        {"Prcb", "CurrentPrcb|Prcb"},
        {"Irql", "Irql"},
        {"IRR", "IRR"},
        {"IDR", "IDR"},
        {"InterruptMode", "InterruptMode"},
        {"IDT", "IDT|IdtBase"},
        {"GDT", "GDT|GdtBase"},
        {"TSS", "TSS|TssBase"}
    };

    private ProcessorCommands() {}

    static Processor processor(Call call) {
        if (call.arguments().isEmpty()) {
            return call.context()
                    .processor()
                    .orElseThrow(() -> new CommandException("No processor was found in this dump"));
        }
        return numbered(call, Expression.value(call.arguments(), call.context()));
    }

    static Processor numbered(Call call, long number) {
        return call.kernel().processors().stream()
                .filter(processor -> processor.number() == number)
                .findFirst()
                .orElseThrow(() -> new CommandException("There is no processor " + Hex.plain(number)));
    }

    /// `!pcr [processor]`.
    static void controlRegion(Call call) {
        var processor = processor(call);
        var pcr = Struct.at(call.space()::bytes, call.kernel().types(), "_KPCR", processor.kpcr());
        call.text("KPCR for Processor " + Integer.toHexString(processor.number()) + " at ");
        call.memory(processor.kpcr()).line(":");
        call.line("    Major " + text(pcr, "MajorVersion") + " Minor " + text(pcr, "MinorVersion"));
        fields(call, pcr, TIB);
        call.end();
        fields(call, pcr, REGION);
        call.end();
        thread(call, "CurrentThread", processor.currentThread());
        thread(call, "NextThread", processor.nextThread());
        thread(call, "IdleThread", processor.idleThread());
    }

    private static String text(Struct struct, String field) {
        try {
            return Hex.plain(struct.get(field));
        } catch (MalformedFileException e) {
            return "?";
        }
    }

    /// The first of several names that this build's layout has.
    private static String known(Struct struct, String names) {
        return Arrays.stream(names.split("\\|", 0))
                .filter(struct::has)
                .findFirst()
                .orElse(names);
    }

    private static void fields(Call call, Struct pcr, String[][] fields) {
        for (var field : fields) {
            call.text(label(field[0]));
            try {
                call.memory(pcr.get(known(pcr, field[1]))).end();
            } catch (MalformedFileException e) {
                call.out().styled(call.unknown(), Output.Style.MISSING).end();
            }
        }
    }

    private static String label(String name) {
        return " ".repeat(Math.max(0, LABEL - name.length())) + name + ": ";
    }

    private static void thread(Call call, String label, long address) {
        call.text(label(label));
        threadLink(call, address).end();
    }

    private static Call threadLink(Call call, long address) {
        var digits = call.hex(address);
        return address == 0 ? call.text(digits) : call.link(digits, "!thread " + call.literal(address));
    }

    /// `!prcb [processor]`.
    static void controlBlock(Call call) {
        var processor = call.arguments().isEmpty() ? numbered(call, 0) : processor(call);
        var prcb = Struct.at(call.space()::bytes, call.kernel().types(), "_KPRCB", processor.kprcb());
        call.text("PRCB for Processor " + Integer.toHexString(processor.number()) + " at ");
        call.memory(processor.kprcb()).line(":");
        call.text("Threads--  Current ");
        threadLink(call, processor.currentThread()).text(" Next ");
        threadLink(call, processor.nextThread()).text(" Idle ");
        threadLink(call, processor.idleThread()).end();
        call.line("Number " + processor.number() + " SetMember " + word(call, prcb, "SetMember"));
        call.line("Interrupt Count -- " + word(call, prcb, "InterruptCount"));
        call.line("Times -- Dpc    " + word(call, prcb, "DpcTime") + " Interrupt " + word(call, prcb, "InterruptTime")
                + " ");
        call.line("         Kernel " + word(call, prcb, "KernelTime") + " User      " + word(call, prcb, "UserTime")
                + " ");
    }

    /// A field as eight digits; question marks if this build's layout does not know it or it cannot be read.
    private static String word(Call call, Struct struct, String field) {
        try {
            return call.hex(struct.get(field));
        } catch (MalformedFileException e) {
            return call.unknown();
        }
    }

    /// `!irql [processor]`.
    static void irql(Call call) {
        var processor = processor(call);
        var prcb = Struct.at(call.space()::bytes, call.kernel().types(), "_KPRCB", processor.kprcb());
        var number = " for processor 0x" + Integer.toHexString(processor.number()) + " -- ";
        if (prcb.has("DebuggerSavedIRQL")) {
            call.line("Debugger saved IRQL" + number + level((int) prcb.get("DebuggerSavedIRQL")));
        } else {
            call.line("Debugger saved IRQL" + number + "not in the layout of this build");
            call.line("IRQL in the control region" + number + level(processor.irql()));
        }
    }

    /// Names of x86 interrupt levels, as the kernel's headers have them.
    private static String level(int irql) {
        var name =
                switch (irql) {
                    case 0 -> "LOW_LEVEL";
                    case 1 -> "APC_LEVEL";
                    case 2 -> "DISPATCH_LEVEL";
                    case 27 -> "PROFILE_LEVEL";
                    case 28 -> "CLOCK2_LEVEL";
                    case 29 -> "IPI_LEVEL";
                    case 30 -> "POWER_LEVEL";
                    case 31 -> "HIGH_LEVEL";
                    default -> irql > 2 && irql < 27 ? "device level" : "no level";
                };
        return irql + " (" + name + ")";
    }

    /// `!gdt [processor]`: the descriptors that are in use.
    static void descriptors(Call call) {
        var processor = processor(call);
        var gdt = processor.gdt();
        call.line("GDT of processor " + Integer.toHexString(processor.number()) + " at " + call.hex(gdt.base())
                + ", limit " + Hex.selector(gdt.limit()));
        var pad = " ".repeat(call.unknown().length() - 8);
        call.line("Sel  Entry    " + pad + "Base     " + pad + "Limit    DPL  Type");
        int selector = 8;
        while (selector + 7 <= Math.min(gdt.limit(), 0xffff)) {
            var descriptor = gdt.descriptor(selector).filter(SegmentDescriptor::present);
            descriptor.ifPresent(found -> descriptor(call, found));
            boolean twice = gdt.longMode()
                    && descriptor.filter(SegmentDescriptor::system).isPresent();
            selector += twice ? 16 : 8;
        }
    }

    private static void descriptor(Call call, SegmentDescriptor found) {
        var selector = Hex.selector(found.selector());
        if (found.isTss() && !found.longMode()) {
            call.link(selector, ".tss 0x" + Hex.plain(found.selector()));
        } else {
            call.text(selector);
        }
        call.text(" ").memory(found.address()).text(" ").memory(found.base()).text(" " + Hex.word(found.limit()));
        call.line("  " + found.privilege() + "   " + found.kind());
    }
}
