package dev.gotstack.command;

import dev.gotstack.analysis.Derivation;
import java.util.Locale;

/// `!derive`: how the key values were obtained.
final class DeriveCommand {
    private DeriveCommand() {}

    static void show(Call call) {
        var all = call.context().analysis().derivations();
        if (call.arguments().isEmpty()) {
            for (var derivation : all) {
                call.link(derivation.id(), "!derive " + derivation.id());
                call.line("  " + derivation.title() + ": " + derivation.value());
            }
            if (all.isEmpty()) {
                call.line("No derivations were made for this dump");
            }
            return;
        }
        var wanted = all.stream()
                .filter(derivation -> Wildcards.matches(call.arguments(), derivation.id()))
                .toList();
        if (wanted.isEmpty()) {
            throw new CommandException("There is no derivation '" + call.arguments() + "'; !derive lists them");
        }
        wanted.forEach(derivation -> print(call, derivation));
    }

    private static void print(Call call, Derivation derivation) {
        call.line(derivation.title() + ": " + derivation.value());
        int number = 1;
        for (var step : derivation.steps()) {
            call.text(String.format(Locale.ROOT, "%2d. %s", number++, step.what()));
            if (step.hasAddress()) {
                call.text(" at ").memory(step.va());
            }
            if (step.pa() >= 0) {
                call.text(", physical " + call.hex(step.pa()));
            }
            if (step.fileOffset() >= 0) {
                call.text(", file offset 0x" + Hex.plain(step.fileOffset()));
            }
            call.text(step.bytes().isEmpty() ? "" : ": " + step.bytes());
            call.line(step.value().isEmpty() ? "" : " = " + step.value());
        }
    }
}
