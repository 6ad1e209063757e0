package dev.gotstack.command;

import dev.gotstack.analysis.WhatIfWords;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.x86.RegisterSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// `!stackusage`: who owns the bytes of the stack; `!stackusage -without MODULE… [-falls]`: what would have been left
/// without some drivers.
final class UsageCommand {
    private UsageCommand() {}

    static void show(Call call) {
        if (call.arguments().equalsIgnoreCase("-tree")) {
            CallTreeCommand.show(call);
            return;
        }
        if (call.arguments().equalsIgnoreCase("-stacks")) {
            KnownStacksCommand.show(call);
            return;
        }
        var usage = call.context().analysis().usage().orElseThrow(RebuiltStackCommand::noStack);
        if (!call.arguments().isBlank()) {
            imagine(call, usage);
            return;
        }
        print(call, "Stack", usage);
        for (var other : call.context().analysis().otherStacks()) {
            call.end();
            print(call, other.range().name().capitalised().english(), other.usage());
        }
    }

    private static void print(Call call, String name, StackUsage usage) {
        call.text(name + " ").memory(usage.limit()).text(" to ").memory(usage.base());
        call.line(String.format(Locale.ROOT, ", %d bytes", usage.size()));
        call.line("   Bytes  Share  Frames  Largest  Module");
        for (var module : usage.modules()) {
            call.text(String.format(
                    Locale.ROOT,
                    "%8d  %4.1f%%  %6d  %7d  ",
                    module.bytes(),
                    module.percent(),
                    module.frames(),
                    module.largestFrame()));
            var loaded = call.kernel().modules().named(module.name());
            if (loaded.isPresent()) {
                call.module(loaded.get());
            } else {
                call.text(module.name());
            }
            call.line((module.company().isEmpty() ? "" : "  " + module.company())
                    + (module.largestFunction().isEmpty() ? "" : "  (largest: " + module.largestFunction() + ")"));
        }
        call.line(String.format(
                Locale.ROOT,
                "%8d  %4.1f%%                   (free)",
                usage.free(),
                100.0 * usage.free() / usage.size()));
        call.line("Free when the first fault happened: " + usage.freeAtFault() + " bytes"
                + (usage.neededAtFault() > 0 ? "; handling a fault takes " + usage.neededAtFault() : ""));
        for (var cycle : usage.cycles()) {
            call.line(cycle.rounds() + " rounds of " + String.join(" > ", cycle.functions()) + ": "
                    + cycle.bytesPerRound() + " bytes a round, " + cycle.bytes() + " in all");
        }
    }

    private static void imagine(Call call, StackUsage usage) {
        var words = List.of(call.arguments().strip().split("\\s+"));
        boolean falls = words.contains("-falls");
        var names =
                words.stream().filter(word -> !word.equals("-falls")).skip(1).toList();
        if (!words.getFirst().equals("-without") || names.isEmpty()) {
            throw new CommandException("Usage: !stackusage [-tree | -without MODULE... [-falls]]");
        }
        var modules = new TreeSet<String>();
        for (var name : names) {
            modules.add(usage.modules().stream()
                    .filter(module -> module.frames() > 0 && module.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandException(name + " has no frame on this stack"))
                    .name());
        }
        var analysis = call.context().analysis();
        boolean known = analysis.interrupted().isPresent() || !analysis.states().isEmpty();
        var registers = known ? analysis.registers() : RegisterSet.none();
        var omission = Omission.of(modules, falls ? Omission.Called.FALLS : Omission.Called.STAYS);
        var answer = WhatIf.of(usage, Headroom.of(usage, registers), omission);
        WhatIfWords.of(usage, answer).forEach(sentence -> call.line(sentence.english()));
    }
}
