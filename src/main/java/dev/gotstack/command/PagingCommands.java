package dev.gotstack.command;

import dev.gotstack.memory.Translation;

/// `!pte`, `!vtop`: how an address is translated, or why it is not.
final class PagingCommands {
    private static final String[] BITS = {"V", "W", "U", "T", "N", "A", "D", "L", "G"};

    private PagingCommands() {}

    /// `!pte address`.
    static void entries(Call call) {
        long address = address(call, call.arguments());
        var answer = translate(call, address);
        call.text("VA ").memory(address).end();
        for (var step : answer.steps()) {
            var digits =
                    call.kernel().dump().header().pae() ? String.format("%016x", step.entry()) : Hex.word(step.entry());
            call.line(String.format(
                    "%-5s at physical %08x  contains %s  %s",
                    step.level(),
                    step.entryPa(),
                    digits,
                    (step.entry() & 1) == 0
                            ? "not valid"
                            : "pfn " + Hex.plain(step.entry() >>> 12 & 0xf_ffff_ffffL) + " " + bits(step.entry())));
        }
        reason(call, address, answer);
    }

    private static String bits(long entry) {
        var text = new StringBuilder();
        for (int i = BITS.length - 1; i >= 0; i--) {
            text.append((entry >>> i & 1) == 1 ? BITS[i] : "-");
        }
        return text.toString();
    }

    private static void reason(Call call, long address, Translation answer) {
        var hole = call.space().hole(address);
        if (answer instanceof Translation.Mapped mapped) {
            call.line("Physical address " + Hex.word(mapped.pa()) + (mapped.transition() ? ", in transition" : "")
                    + file(call, mapped.pa()));
        }
        hole.ifPresent(found -> call.out()
                .styled("Cannot be read: " + found.reason().words() + " (" + found.detail() + ")", Output.Style.MISSING)
                .end());
        if (call.context().stack().filter(stack -> stack.inGuardPage(address)).isPresent()) {
            call.line("This is the guard page below the crashed thread's stack");
        }
    }

    private static String file(Call call, long pa) {
        long offset = call.kernel().dump().physical().fileOffset(pa);
        return offset < 0 ? "" : ", offset 0x" + Hex.plain(offset) + " in the dump file";
    }

    /// `!vtop 0 address`, `!vtop address`. Only the dump's own page tables are asked.
    static void physical(Call call) {
        var words = call.arguments().split("\\s+", 2);
        var text = words.length == 2 && words[0].equals("0") ? words[1] : call.arguments();
        long address = address(call, text);
        call.line("X86VtoP: Virt " + Hex.word(address) + ", pagedir "
                + Hex.plain(call.kernel().dump().header().directoryTableBase()));
        var answer = translate(call, address);
        for (var step : answer.steps()) {
            call.line("X86VtoP: " + step.level() + " " + Hex.word(step.entryPa()) + " - " + Hex.quad(step.entry()));
        }
        if (answer instanceof Translation.Mapped mapped) {
            call.line("Virtual address " + Hex.plain(address) + " translates to physical address "
                    + Hex.plain(mapped.pa()) + file(call, mapped.pa()));
        } else {
            reason(call, address, answer);
        }
    }

    private static long address(Call call, String text) {
        if (text.isEmpty()) {
            throw new CommandException("Give an address");
        }
        return Expression.address(text, call.context());
    }

    private static Translation translate(Call call, long address) {
        return call.space()
                .translate(address)
                .orElseThrow(() -> new CommandException("This kind of dump holds no page tables"));
    }
}
