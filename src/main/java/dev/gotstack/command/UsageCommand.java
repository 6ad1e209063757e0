package dev.gotstack.command;

/// `!stackusage`: who owns the bytes of the stack.
final class UsageCommand {
    private UsageCommand() {}

    static void show(Call call) {
        if (call.arguments().equalsIgnoreCase("-tree")) {
            CallTreeCommand.show(call);
            return;
        }
        var usage = call.context().analysis().usage().orElseThrow(RebuiltStackCommand::noStack);
        call.text("Stack ").memory(usage.limit()).text(" to ").memory(usage.base());
        call.line(String.format(", %d bytes", usage.size()));
        call.line("   Bytes  Share  Frames  Largest  Module");
        for (var module : usage.modules()) {
            call.text(String.format(
                    "%8d  %4.1f%%  %6d  %7d  ",
                    module.bytes(), module.percent(), module.frames(), module.largestFrame()));
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
                "%8d  %4.1f%%                   (free)", usage.free(), 100.0 * usage.free() / usage.size()));
        call.line("Free when the first fault happened: " + usage.freeAtFault() + " bytes"
                + (usage.neededAtFault() > 0 ? "; handling a fault takes " + usage.neededAtFault() : ""));
        for (var cycle : usage.cycles()) {
            call.line(cycle.rounds() + " rounds of " + String.join(" > ", cycle.functions()) + ": "
                    + cycle.bytesPerRound() + " bytes a round, " + cycle.bytes() + " in all");
        }
    }
}
