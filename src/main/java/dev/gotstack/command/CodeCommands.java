package dev.gotstack.command;

import dev.gotstack.analysis.CodeLine;
import dev.gotstack.analysis.Listing;
import dev.gotstack.disasm.Flow;
import dev.gotstack.disasm.Part;
import java.util.ArrayList;
import java.util.List;

/// `u`, `ub`, `uf`: code.
final class CodeCommands {
    private static final int USUAL = 8;
    private static final int LONGEST_FUNCTION = 2000;
    private static final int BYTES_WIDTH = 16;

    private CodeCommands() {}

    /// `u [address] [Ln]`, `u start end`.
    static Context forwards(Call call) {
        var range = Range.parse(
                call.arguments(), call.context(), Place.linear(call.session().nextCode(), call.architecture()), 1, 0);
        long start = range.start().address();
        boolean byAddress = range.count() > 0 && !call.arguments().matches("(?i).*(^|\\s)L\\??\\S+$");
        long end = byAddress ? start + range.count() : Long.MAX_VALUE;
        long most = range.count() == 0 ? USUAL : range.count();
        return call.context()
                .withSession(call.session().withNextCode(print(call, start, end, byAddress ? LONGEST_FUNCTION : most)));
    }

    /// `ub address [Ln]`: the instructions before an address.
    static void backwards(Call call) {
        var range = Range.parse(
                call.arguments(),
                call.context(),
                Place.linear(call.session().nextCode(), call.architecture()),
                1,
                USUAL);
        long address = range.start().address();
        int count = (int) Math.min(range.count(), LONGEST_FUNCTION);
        var lines = new Listing(call.kernel()).around(address, count, 0);
        var before = lines.subList(0, Math.max(0, lines.size() - 1));
        if (before.isEmpty()) {
            throw new CommandException("No code leads to " + call.hex(address));
        }
        print(call, before);
    }

    /// `uf address`: up to the next symbol.
    static void function(Call call) {
        long address = call.address(call.context().registers().instructionPointer());
        var code = call.locate(address);
        var module = code.module();
        var symbol = code.symbol();
        if (module == null || symbol == null) {
            throw new CommandException("No code found, aborting: no symbol is near " + call.hex(address));
        }
        long start = module.base() + symbol.rva();
        long end = module.symbols()
                .table()
                .next(symbol)
                .map(next -> module.base() + next.rva())
                .orElse(module.base() + module.size());
        print(call, body(new Listing(call.kernel()), start, symbol.size() > 0 ? start + symbol.size() : end));
    }

    /// The instructions of a function: it ends behind a return or jump beyond which none of its jumps leads.
    private static List<CodeLine> body(Listing listing, long start, long end) {
        var lines = new ArrayList<CodeLine>();
        long farthest = start;
        long at = start;
        while (at < end && lines.size() < LONGEST_FUNCTION) {
            var line = listing.line(at);
            var instruction = line.instruction();
            if (instruction == null) {
                break;
            }
            lines.add(line);
            var flow = instruction.flow();
            long target = instruction.target(at).orElse(0);
            if (flow != Flow.CALL && target > at && target < end) {
                farthest = Math.max(farthest, target);
            }
            at += line.length();
            if ((flow == Flow.RETURN || flow == Flow.JUMP) && at > farthest) {
                break;
            }
        }
        return lines;
    }

    private static long print(Call call, long start, long end, long most) {
        var listing = new Listing(call.kernel());
        long at = start;
        for (int i = 0; i < most && at < end; i++) {
            var line = listing.line(at);
            if (i == 0 || !line.label().isEmpty()) {
                label(call, at);
            }
            instruction(call, line);
            call.end();
            if (line.instruction() == null) {
                call.out().error("Memory access error at " + call.hex(at));
                return at;
            }
            at = call.narrow(at + line.length());
        }
        return at;
    }

    private static void print(Call call, List<CodeLine> lines) {
        boolean first = true;
        for (var line : lines) {
            if (first || !line.label().isEmpty()) {
                label(call, line.address());
            }
            first = false;
            instruction(call, line);
            call.end();
        }
    }

    /// `nt!_KiTrap0E+0x5c:`; nothing outside all modules.
    static void label(Call call, long address) {
        var code = call.locate(address);
        if (code.module() != null) {
            call.symbol(code).line(":");
        }
    }

    /// `8088c718 89550c          mov     dword ptr [ebp+0Ch],edx`, without the end of the line.
    static void instruction(Call call, CodeLine line) {
        call.code(line.address()).text(" ");
        if (line.instruction() == null) {
            call.out().styled(padded("??") + "???", Output.Style.MISSING);
            return;
        }
        call.text(padded(line.bytes()));
        for (var part : line.parts()) {
            boolean place = part.kind() == Part.Kind.ADDRESS || part.kind() == Part.Kind.SYMBOL;
            var style = part.kind() == Part.Kind.SYMBOL ? Output.Style.SYMBOL : Output.Style.ADDRESS;
            if (place) {
                call.out().link(part.text(), style, follow(call, part.value()));
            } else {
                call.text(part.text());
            }
        }
    }

    private static String follow(Call call, long address) {
        boolean code = call.kernel().modules().isCode(address);
        return (code ? "u" : "dd") + " " + call.literal(call.narrow(address));
    }

    /// Characters that [#instruction] prints.
    static int width(CodeLine line) {
        return 9 + padded(line.bytes()).length() + line.text().length();
    }

    private static String padded(String bytes) {
        return bytes + " ".repeat(Math.max(1, BYTES_WIDTH - bytes.length()));
    }
}
