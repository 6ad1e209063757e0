package dev.gotstack.command;

import dev.gotstack.analysis.Listing;
import dev.gotstack.disasm.Part;
import dev.gotstack.x86.Flags;
import java.util.Locale;
import java.util.OptionalLong;

/// `r` and the block of registers that context commands print.
final class RegisterCommands {
    /// Where the block's last line ends: the operand's address and value are moved to the right edge.
    private static final int RIGHT_EDGE = 79;

    private RegisterCommands() {}

    /// `r`, `resp`, `r eax,ebx`.
    static void show(Call call) {
        if (call.context().isSet()) {
            call.line("Last set context:");
        }
        var names = call.behind(1);
        if (names.isEmpty()) {
            block(call, "");
            return;
        }
        if (names.equals(".")) {
            used(call);
            return;
        }
        if (names.contains("=")) {
            throw new CommandException("The registers of a dump cannot be changed");
        }
        var separator = "";
        for (var name : names.split("[,\\s]+", 0)) {
            call.text(separator);
            one(call, name.startsWith("@") ? name.substring(1) : name);
            separator = " ";
        }
        call.end();
    }

    /// `r.`: the registers that the current instruction names.
    private static void used(Call call) {
        var names = new Listing(call.kernel())
                .line(call.context().registers().instructionPointer()).parts().stream()
                        .filter(part -> part.kind() == Part.Kind.REGISTER && Registers.isName(part.text()))
                        .map(Part::text)
                        .distinct()
                        .toList();
        var separator = "";
        for (var name : names) {
            call.text(separator);
            one(call, name);
            separator = "  ";
        }
        call.out().breakLine();
    }

    private static void one(Call call, String typed) {
        var name = typed.toLowerCase(Locale.ROOT);
        if (name.startsWith("$")) {
            var value = PseudoRegisters.get(name, call.context());
            if (value.isEmpty()) {
                throw new CommandException("Bad register error at '" + typed + "'");
            }
            call.text(name + "=");
            value(call, OptionalLong.of(Hex.address(value.getAsLong())), 8);
            return;
        }
        if (!Registers.isName(name)) {
            throw new CommandException("Bad register error at '" + typed + "'");
        }
        var value = new Registers(call.context()).get(name);
        call.text(name + "=");
        value(call, value, Registers.digits(name));
    }

    private static void value(Call call, OptionalLong value, int digits) {
        if (value.isEmpty()) {
            call.out().styled("?".repeat(digits), Output.Style.MISSING);
        } else if (digits == 8 && value.getAsLong() >= 0x10000) {
            call.memory(value.getAsLong());
        } else {
            call.text(String.format("%0" + digits + "x", value.getAsLong()));
        }
    }

    /// Registers, the place in the code, the instruction there and what it accesses.
    ///
    /// @param extra a line that stands before the place, or empty
    static void block(Call call, String extra) {
        registers(call, "eax", "ebx", "ecx", "edx", "esi", "edi");
        call.end();
        registers(call, "eip", "esp", "ebp");
        var flags = call.context().registers().get("efl");
        var words = flags.isEmpty()
                ? "?         ?? ?? ?? ?? ?? ?? ?? ??"
                : Flags.iopl(flags.getAsLong()) + "         " + Flags.words(flags.getAsLong());
        call.line(" iopl=" + words);
        selectors(call);
        call.text("             efl=");
        value(call, flags, 8);
        call.end();
        if (!extra.isEmpty()) {
            call.line(extra);
        }
        instruction(call);
    }

    private static void registers(Call call, String... names) {
        var separator = "";
        for (var name : names) {
            call.text(separator + name + "=");
            value(call, call.context().registers().get(name), 8);
            separator = " ";
        }
    }

    private static void selectors(Call call) {
        var separator = "";
        for (var name : new String[] {"cs", "ss", "ds", "es", "fs", "gs"}) {
            call.text(separator + name + "=");
            value(call, call.context().registers().get(name), 4);
            separator = "  ";
        }
    }

    private static void instruction(Call call) {
        var registers = call.context().registers();
        var eip = registers.get("eip");
        if (eip.isEmpty()) {
            return;
        }
        var listing = new Listing(call.kernel());
        CodeCommands.label(call, eip.getAsLong());
        var line = listing.line(eip.getAsLong());
        CodeCommands.instruction(call, line);
        var access = listing.access(eip.getAsLong(), registers);
        if (access.isPresent()) {
            var text = access.get().text();
            int width = CodeCommands.width(line);
            call.text(" ".repeat(Math.max(1, RIGHT_EDGE - width - text.length())));
            int value = text.indexOf('=') + 1;
            var link = "dd 0x"
                    + Hex.word(access.get().address().orElse(access.get().offset()));
            call.link(text.substring(0, value - 1), link).text("=");
            boolean missing = access.get().value().isEmpty();
            call.out().styled(text.substring(value), missing ? Output.Style.MISSING : Output.Style.PLAIN);
        }
        call.end();
    }
}
