package dev.gotstack.command;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// `!pte` and `!vtop` where page tables have four levels or five.
final class LongPaging {
    /// The tables' levels from the top, and what the debugger calls their entries.
    private static final String[][] LEVELS = {
        {"PML5E", "PX5E"}, {"PML4E", "PXE"}, {"PDPTE", "PPE"}, {"PDE", "PDE"}, {"PTE", "PTE"}
    };

    private static final String[][] BITS = {
        {"9", "C"}, {"8", "G"}, {"7", "L"}, {"6", "D"}, {"5", "A"}, {"4", "N"}, {"3", "T"}
    };

    private static final long ENTRIES = 512;
    private static final long FRAME = 0xf_ffff_ffff_f000L;
    private static final long IN_TABLES = 0xffff_ffff_fff8L;
    private static final long HALF = 0x7f_ffff_fff8L;
    private static final int WIDTH = 27;

    private final Call call;
    private final Translation answer;
    private final OptionalLong base;

    LongPaging(Call call, Translation answer) {
        this.call = call;
        this.answer = answer;
        this.base = tables();
    }

    /// The columns of `!pte`.
    void entries(long address) {
        var steps = answer.steps();
        var at = new StringBuilder();
        var contents = new StringBuilder();
        var states = new StringBuilder();
        for (int i = five() ? 0 : 1; i < LEVELS.length; i++) {
            var level = LEVELS[i];
            var step = steps.stream()
                    .filter(found -> found.level().equals(level[0]))
                    .findFirst()
                    .orElse(null);
            at.append(padded(level[1] + " at " + place(address, LEVELS.length - i)));
            contents.append(padded("contains " + (step == null ? "?".repeat(16) : digits(step.entry()))));
            states.append(padded(step == null ? "unavailable" : state(step.entry())));
        }
        call.line(" ".repeat(43) + "VA " + digits(address).toLowerCase(Locale.ROOT));
        call.line(at.toString().stripTrailing()).line(contents.toString().stripTrailing());
        call.line(states.toString().stripTrailing());
        if (base.isEmpty()) {
            call.line("Where the kernel maps its page tables is unknown: no entry of the top table leads to it, and"
                    + " neither KDBG nor MmPteBase tells");
        }
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(1, WIDTH - text.length()));
    }

    private static String digits(long value) {
        return Hex.quad(value).replace("`", "").toUpperCase(Locale.ROOT);
    }

    /// Where the kernel sees an entry: page tables are mapped by an entry of the top table that leads to itself.
    private String place(long address, int levels) {
        if (base.isEmpty()) {
            return "?".repeat(16);
        }
        long at = address;
        for (int i = 0; i < levels; i++) {
            at = base.getAsLong() + (at >>> 9 & (five() ? IN_TABLES : HALF));
        }
        return digits(at);
    }

    private boolean five() {
        return answer.steps().stream().anyMatch(step -> step.level().equals("PML5E"));
    }

    /// First address at which page tables are mapped: the top table's own entry for itself says it, else the kernel.
    private OptionalLong tables() {
        var found = ownEntry();
        return found.isPresent() ? found : call.kernel().pteBase();
    }

    private OptionalLong ownEntry() {
        var dump = call.kernel().dump();
        long top = dump.header().directoryTableBase() & FRAME;
        var page = new byte[PhysicalMemory.PAGE_SIZE];
        if (five() || !dump.physical().read(top, page, 0, page.length)) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < ENTRIES; i++) {
            long entry = dev.gotstack.io.LittleEndian.unsigned(page, 8 * i, 8);
            if ((entry & 1) == 1 && (entry & FRAME) == top) {
                return OptionalLong.of((long) i << 55 >> 16);
            }
        }
        return OptionalLong.empty();
    }

    private static String state(long entry) {
        if ((entry & 1) == 0) {
            return "not valid";
        }
        var text = new StringBuilder();
        for (var bit : BITS) {
            text.append((entry >>> Integer.parseInt(bit[0]) & 1) == 1 ? bit[1] : "-");
        }
        text.append((entry & 4) == 0 ? 'K' : 'U').append((entry & 2) == 0 ? 'R' : 'W');
        text.append(entry < 0 ? '-' : 'E').append('V');
        return String.format(Locale.ROOT, "pfn %-9s %s", Hex.plain((entry & FRAME) >>> 12), text);
    }

    /// The lines of `!vtop`.
    static void physical(Call call, AddressSpace space, long address, List<Translation.Step> steps) {
        call.line("Amd64VtoP: Virt " + Hex.quad(address));
        for (var step : steps) {
            call.line("Amd64VtoP: " + step.level() + " " + Hex.quad(step.entryPa()) + " contains "
                    + Hex.quad(step.entry()));
        }
        if (space.translate(address).orElse(null) instanceof Translation.Mapped mapped) {
            call.line("Amd64VtoP: Mapped phys " + Hex.quad(mapped.pa()));
        }
    }
}
