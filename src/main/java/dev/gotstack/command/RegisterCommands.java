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
    /// Nothing is ever mapped below.
    private static final long LOWEST_ADDRESS = 0x10000;

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
                        .filter(part ->
                                part.kind() == Part.Kind.REGISTER && new Registers(call.context()).isName(part.text()))
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
            value(call, OptionalLong.of(call.narrow(value.getAsLong())), digits(call));
            return;
        }
        var registers = new Registers(call.context());
        if (!registers.isName(name)) {
            throw new CommandException("Bad register error at '" + typed + "'");
        }
        var value = registers.get(name);
        call.text(name + "=");
        value(call, value, registers.digits(name));
    }

    private static void value(Call call, OptionalLong value, int digits) {
        if (value.isEmpty()) {
            call.out().styled("?".repeat(digits), Output.Style.MISSING);
        } else if (digits == digits(call) && Long.compareUnsigned(value.getAsLong(), LOWEST_ADDRESS) >= 0) {
            var text = call.hex(value.getAsLong()).replace("`", "");
            call.link(text, call.dump() + call.literal(value.getAsLong()));
        } else {
            call.text(String.format(Locale.ROOT, "%0" + digits + "x", value.getAsLong()));
        }
    }

    /// Registers, the place in the code, the instruction there and what it accesses.
    ///
    /// @param extra a line that stands before the place, or empty
    static void block(Call call, String extra) {
        var flags = call.context().registers().get("efl");
        for (var row : call.architecture().rows()) {
            var separator = "";
            for (var name : row) {
                call.text(separator);
                separator = " ";
                if (name.equals("iopl")) {
                    call.text("iopl=" + words(flags));
                } else {
                    call.text(name.length() < 3 ? " " + name + "=" : name + "=");
                    value(call, call.context().registers().get(name), digits(call));
                }
            }
            call.end();
        }
        selectors(call);
        call.text("             efl=");
        value(call, flags, 8);
        call.end();
        if (!extra.isEmpty()) {
            call.line(extra);
        }
        instruction(call);
    }

    private static String words(OptionalLong flags) {
        return flags.isEmpty()
                ? "?         ?? ?? ?? ?? ?? ?? ?? ??"
                : Flags.iopl(flags.getAsLong()) + "         " + Flags.words(flags.getAsLong());
    }

    /// Digits of an address.
    private static int digits(Call call) {
        return 2 * call.architecture().pointerSize();
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
        long here = registers.instructionPointer();
        if (here == 0) {
            return;
        }
        var listing = new Listing(call.kernel());
        CodeCommands.label(call, here);
        var line = listing.line(here);
        CodeCommands.instruction(call, line);
        var access = listing.access(here, registers);
        if (access.isPresent()) {
            var text = access.get().text();
            int width = CodeCommands.width(line);
            call.text(" ".repeat(Math.max(1, RIGHT_EDGE - width - text.length())));
            int value = text.indexOf('=') + 1;
            var link = "dd 0x"
                    + call.hex(access.get().address().orElse(access.get().offset()));
            call.link(text.substring(0, value - 1), link).text("=");
            boolean missing = access.get().value().isEmpty();
            call.out().styled(text.substring(value), missing ? Output.Style.MISSING : Output.Style.PLAIN);
        }
        call.end();
    }
}
