package dev.gotstack.command;

import dev.gotstack.windows.Wow64;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.Flags;
import java.util.Locale;

/// `.effmach x86` in a 64-bit dump: the 32-bit registers of a WOW64 thread.
final class Wow64Command {
    private static final String[] SELECTORS = {"cs", "ss", "ds", "es", "fs", "gs"};

    private Wow64Command() {}

    static void show(Call call) {
        var thread =
                call.context().thread().orElseThrow(() -> new CommandException("The current thread cannot be read"));
        var process = thread.process()
                .orElseThrow(() -> new CommandException("The process of the current thread cannot be read"));
        var space = call.kernel().dump().space(process.directoryTableBase());
        var found = Wow64.of(space, call.kernel().types(), thread);
        if (!found.missing().isEmpty()) {
            throw new CommandException("There are no x86 registers of this thread: " + found.missing());
        }
        call.line("x86 registers of the thread when it last left 32-bit code, from the _CONTEXT at "
                + Hex.plain(found.address()));
        var names = Architecture.of(4);
        for (var row : names.rows()) {
            var separator = "";
            for (var name : row) {
                call.text(separator);
                separator = " ";
                call.text(
                        name.equals("iopl")
                                ? "iopl=" + iopl(found)
                                : name + "="
                                        + names.hex(found.registers().get(name).orElse(0)));
            }
            call.end();
        }
        var separator = "";
        for (var name : SELECTORS) {
            call.text(separator + name + "="
                    + Hex.selector(found.registers().get(name).orElse(0)));
            separator = "  ";
        }
        call.line(String.format(
                Locale.ROOT,
                "             efl=%08x",
                found.registers().get("efl").orElse(0)));
        call.line("Effective machine: x64 (AMD64); code and stacks of 32-bit programs are not read");
    }

    private static String iopl(Wow64 found) {
        long flags = found.registers().get("efl").orElse(0);
        return Flags.iopl(flags) + "         " + Flags.words(flags);
    }
}
