package dev.gotstack.command;

import dev.gotstack.analysis.Analyzer;
import dev.gotstack.stack.Corrections;
import dev.gotstack.windows.KernelStack;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/// `kr -pin`, `kr -wrong`, `kr -forget`, `kr -reset`: what a person decides about frames. Everything that rests on the
/// rebuilt stack is worked out again.
final class CorrectionCommands {
    private static final int WORD = 4;

    private CorrectionCommands() {}

    /// What a decision makes of those there are.
    @FunctionalInterface
    interface Decision {
        Corrections apply(Corrections now, long slot);
    }

    static Context pin(Call call, String slots) {
        return decide(call, slots, "Pinned", Corrections::pin);
    }

    static Context reject(Call call, String slots) {
        return decide(call, slots, "Marked wrong", Corrections::reject);
    }

    static Context forget(Call call, String slots) {
        return decide(call, slots, "Forgotten", Corrections::forget);
    }

    static Context reset(Call call) {
        var none = call.context().corrections().isEmpty();
        call.line(none ? "Nothing was set by hand." : "Everything set by hand is forgotten.");
        return reconsider(call, Corrections.NONE);
    }

    /// Lists the decisions.
    static void list(Call call) {
        var corrections = call.context().corrections();
        if (corrections.isEmpty()) {
            call.line("Nothing was set by hand.");
        }
        lines(call, "pinned ", corrections.pinned());
        lines(call, "wrong  ", corrections.rejected());
    }

    private static void lines(Call call, String what, Collection<Long> slots) {
        for (long slot : new TreeSet<>(slots)) {
            call.text(what);
            word(call, slot);
            call.text("  ").link("forget", "kr -forget " + call.hex(slot)).end();
        }
    }

    private static Context decide(Call call, String slots, String done, Decision decision) {
        var corrections = call.context().corrections();
        var expression = new Expression(slots, call.context());
        if (!expression.hasMore()) {
            throw new CommandException("Give the address of a stack slot, as kr -v shows it");
        }
        while (expression.hasMore()) {
            long slot = checked(call, call.narrow(expression.next()));
            corrections = decision.apply(corrections, slot);
            call.text(done + ": ");
            word(call, slot);
            call.end();
        }
        return reconsider(call, corrections);
    }

    /// `b8ae6130: f7613082 fabfs!FabReadCached+0x32`.
    private static void word(Call call, long slot) {
        call.memory(slot).text(": ");
        var value = call.space().pointer(slot);
        if (value.isPresent()) {
            call.code(value.getAsLong()).text(" ").symbol(call.locate(value.getAsLong()));
        } else {
            call.text(call.unknown());
        }
    }

    private static long checked(Call call, long slot) {
        KernelStack stack = call.context().stack().orElseThrow(RebuiltStackCommand::noStack);
        if (!stack.contains(slot)) {
            throw new CommandException(call.hex(slot) + " is not on the crashed thread's stack, "
                    + call.hex(stack.limit()) + " to " + call.hex(stack.base()));
        }
        if (slot % WORD != 0) {
            throw new CommandException(call.hex(slot) + " is not the address of a stack slot: it is no multiple of 4");
        }
        return slot;
    }

    private static Context reconsider(Call call, Corrections corrections) {
        var before = call.context().analysis();
        var after = Analyzer.reconsider(before, corrections);
        var stack = after.reconstructedStack();
        int change =
                stack.frames().size() - before.reconstructedStack().frames().size();
        var differs = change == 0 ? "" : String.format(Locale.ROOT, " (%+d)", change);
        var byHand = after.byHand();
        call.out()
                .styled(
                        "The rebuilt stack has " + stack.frames().size() + " frames" + differs
                                + (stack.complete() ? "" : ", not complete") + (byHand.isEmpty() ? "" : "; " + byHand),
                        Output.Style.COMMENT)
                .end();
        return call.context().withAnalysis(after);
    }
}
