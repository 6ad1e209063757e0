package dev.gotstack.command;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Translation;
import java.util.Locale;
import java.util.Optional;

/// `!pte`, `!vtop`: how an address is translated, or why it is not.
final class PagingCommands {
    /// Status bits from the highest to the lowest: bit, letter when set, letter when clear.
    private static final String[][] BITS = {
        {"8", "G", "-"},
        {"7", "L", "-"},
        {"6", "D", "-"},
        {"5", "A", "-"},
        {"4", "N", "-"},
        {"3", "T", "-"},
        {"2", "U", "K"},
        {"1", "W", "R"},
        {"0", "V", "-"}
    };

    /// Where 32-bit kernels see their own page tables.
    private static final long TABLES = 0xc000_0000L;

    private static final long DIRECTORY = 0xc030_0000L;
    private static final long PAE_DIRECTORY = 0xc060_0000L;
    private static final int PAGE_SHIFT = 12;

    private PagingCommands() {}

    /// `!pte address`.
    static void entries(Call call) {
        long address = address(call, call.arguments());
        var answer = translate(call.space(), address);
        if (call.architecture().pointerSize() == 8) {
            new LongPaging(call, answer).entries(address);
            reason(call, address, answer);
            return;
        }
        boolean pae = call.kernel().dump().header().pae();
        var directory = step(answer, "PDE");
        var page = step(answer, "PTE");
        long pde = pae ? PAE_DIRECTORY + (address >>> 21) * 8 : DIRECTORY + (address >>> 22) * 4;
        long pte = TABLES + (address >>> PAGE_SHIFT) * (pae ? 8 : 4);
        call.link(upper(address), "dd " + call.literal(address)).text("  - PDE at ");
        call.link(upper(pde), "dd " + call.literal(pde)).text("        PTE at ");
        call.link(upper(pte), "dd " + call.literal(pte)).end();
        call.line("          contains " + contents(directory, pae) + "      contains " + contents(page, pae));
        boolean large =
                directory.filter(found -> (found.entry() & 0x81) == 0x81).isPresent();
        call.line("        " + status(directory, large) + "    " + (large ? "LARGE PAGE" : status(page, false)));
        reason(call, address, answer);
    }

    private static Optional<Translation.Step> step(Translation answer, String level) {
        return answer.steps().stream()
                .filter(found -> found.level().equals(level))
                .findFirst();
    }

    private static String upper(long value) {
        return Hex.word(value).toUpperCase(Locale.ROOT);
    }

    private static String contents(Optional<Translation.Step> step, boolean pae) {
        if (step.isEmpty()) {
            return "?".repeat(pae ? 16 : 8);
        }
        long entry = step.get().entry();
        return pae ? String.format(Locale.ROOT, "%016X", entry) : upper(entry);
    }

    private static String status(Optional<Translation.Step> step, boolean large) {
        if (step.isEmpty()) {
            return "unavailable";
        }
        long entry = step.get().entry();
        if ((entry & 1) == 0) {
            return "not valid";
        }
        long base = entry & 0xf_ffff_ffff_f000L;
        return "pfn " + Hex.plain((large ? base & ~0x1f_f000L : base) >>> PAGE_SHIFT) + " " + bits(entry);
    }

    private static String bits(long entry) {
        var text = new StringBuilder();
        for (var bit : BITS) {
            text.append((entry >>> Integer.parseInt(bit[0]) & 1) == 1 ? bit[1] : bit[2]);
        }
        return text.toString();
    }

    /// What follows is ours: the page in the dump file, or why it cannot be read.
    private static void reason(Call call, long address, Translation answer) {
        var hole = call.space().hole(address);
        if (answer instanceof Translation.Mapped mapped) {
            call.line("Physical address " + call.hex(mapped.pa()) + (mapped.transition() ? ", in transition" : "")
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

    /// `!vtop 0 address`, `!vtop pfn address`, `!vtop address`.
    static void physical(Call call) {
        var expression = call.expression();
        long first = expression.hasMore() ? call.narrow(expression.next()) : -1;
        boolean alone = !expression.hasMore();
        if (first == -1 && alone && call.arguments().isEmpty()) {
            throw new CommandException("Give an address: !vtop 0 f7737000");
        }
        long address = alone ? first : call.narrow(expression.next());
        expression.end();
        var space = alone || first == 0 ? call.space() : call.kernel().dump().space(directory(first));
        var answer = translate(space, address);
        boolean pae = call.kernel().dump().header().pae();
        int shift = pae ? 21 : 22;
        if (call.architecture().pointerSize() == 8) {
            LongPaging.physical(call, space, address, answer.steps());
        } else {
            call.line("Pdi " + Hex.plain(address >>> shift) + " Pti "
                    + Hex.plain(address >>> PAGE_SHIFT & (1L << (shift - PAGE_SHIFT)) - 1));
        }
        if (answer instanceof Translation.Mapped mapped) {
            long page = mapped.pa() & ~0xfffL;
            call.memory(address)
                    .line(" " + call.hex(page) + " pfn("
                            + call.hex(page >>> PAGE_SHIFT).substring(3) + ")");
            call.line("Virtual address " + Hex.plain(address) + " translates to physical address "
                    + Hex.plain(mapped.pa()) + file(call, mapped.pa()));
        } else {
            var hole = space.hole(address);
            call.missing(call.hex(address), address);
            call.line(" is not mapped"
                    + hole.map(found -> ": " + found.reason().words() + " (" + found.detail() + ")")
                            .orElse(""));
        }
    }

    /// A directory base from its page frame number; a number too large for one is the base itself.
    private static long directory(long number) {
        return number << PAGE_SHIFT <= 0xffff_ffffL ? number << PAGE_SHIFT : number;
    }

    private static long address(Call call, String text) {
        if (text.isEmpty()) {
            throw new CommandException("Give an address");
        }
        return Expression.address(text, call.context());
    }

    private static Translation translate(AddressSpace space, long address) {
        return space.translate(address)
                .orElseThrow(() -> new CommandException("This kind of dump holds no page tables"));
    }
}
