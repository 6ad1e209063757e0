package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.SegmentDescriptor;

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
        {"SelfPcr", "SelfPcr"},
        {"Prcb", "Prcb"},
        {"Irql", "Irql"},
        {"IRR", "IRR"},
        {"IDR", "IDR"},
        {"InterruptMode", "InterruptMode"},
        {"IDT", "IDT"},
        {"GDT", "GDT"},
        {"TSS", "TSS"}
    };

    private ProcessorCommands() {}

    static Processor processor(Call call) {
        if (call.arguments().isEmpty()) {
            return call.context()
                    .processor()
                    .orElseThrow(() -> new CommandException("No processor was found in this dump"));
        }
        long number = Expression.value(call.arguments(), call.context());
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

    private static void fields(Call call, Struct pcr, String[][] fields) {
        for (var field : fields) {
            call.text(label(field[0]));
            try {
                call.memory(pcr.get(field[1])).end();
            } catch (MalformedFileException e) {
                call.out().styled("????????", Output.Style.MISSING).end();
            }
        }
    }

    private static String label(String name) {
        return " ".repeat(Math.max(0, LABEL - name.length())) + name + ": ";
    }

    private static void thread(Call call, String label, long address) {
        call.text(label(label));
        if (address == 0) {
            call.line(Hex.word(0));
        } else {
            call.link(Hex.word(address), "!thread 0x" + Hex.word(address)).end();
        }
    }

    /// `!gdt [processor]`: the descriptors that are in use.
    static void descriptors(Call call) {
        var processor = processor(call);
        var gdt = processor.gdt();
        call.line("GDT of processor " + Integer.toHexString(processor.number()) + " at " + Hex.word(gdt.base())
                + ", limit " + Hex.selector(gdt.limit()));
        call.line("Sel  Entry    Base     Limit    DPL  Type");
        for (int selector = 8; selector + 7 <= Math.min(gdt.limit(), 0xffff); selector += 8) {
            var descriptor = gdt.descriptor(selector).filter(SegmentDescriptor::present);
            if (descriptor.isPresent()) {
                descriptor(call, descriptor.get());
            }
        }
    }

    private static void descriptor(Call call, SegmentDescriptor found) {
        var selector = Hex.selector(found.selector());
        if (found.isTss()) {
            call.link(selector, ".tss 0x" + Hex.plain(found.selector()));
        } else {
            call.text(selector);
        }
        call.text(" ").memory(found.address()).text(" ").memory(found.base()).text(" " + Hex.word(found.limit()));
        call.line("  " + found.privilege() + "   " + found.kind());
    }
}
