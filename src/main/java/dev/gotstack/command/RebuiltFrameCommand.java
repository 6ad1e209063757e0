package dev.gotstack.command;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.FrameBytes;
import dev.gotstack.stack.StackParts;
import java.util.Locale;

/// `kr -v N`: all about one frame of the rebuilt stack: how it was found, what speaks for and against it, what its
/// bytes are used for, and what can be done about it.
final class RebuiltFrameCommand {
    private RebuiltFrameCommand() {}

    static void show(Call call, String number) {
        var analysis = call.context().analysis();
        var frames = analysis.reconstructedStack().frames();
        var expression = new Expression(number.isBlank() ? "0" : number, call.context());
        long index = expression.next();
        expression.end();
        if (index < 0 || index >= frames.size()) {
            throw new CommandException("There is no frame " + Hex.plain(index) + "; the rebuilt stack has 0 to "
                    + Hex.plain(frames.size() - 1L));
        }
        var frame = frames.get((int) index);
        call.text("Frame " + Hex.plain(index) + "  ").symbol(frame.code()).end();
        where(call, frame);
        evidence(call, frame.evidence());
        alternatives(call, frame.evidence());
        bytes(call, analysis, (int) index);
        byHand(call, frame);
    }

    private static void where(Call call, Frame frame) {
        var names = call.architecture();
        call.text("  " + names.stackPointer() + " ").memory(frame.stackPointer());
        call.text("  " + names.framePointer() + " ").memory(frame.framePointer());
        if (frame.returnSlot().isPresent() && frame.returnAddress().isPresent()) {
            call.text("  returns to ").code(frame.returnAddress().getAsLong());
            call.text(" at ").memory(frame.returnSlot().getAsLong());
        }
        frame.trapFrame().ifPresent(trap -> call.text("  trap frame ").link(call.hex(trap), ".trap " + call.hex(trap)));
        call.end();
    }

    private static void evidence(Call call, Evidence evidence) {
        call.line("  " + evidence.trust().word() + ", found by "
                + evidence.method().words() + ": " + evidence.trust().explanation());
        evidence.confirms().forEach(line -> call.line("  + " + line));
        evidence.contradicts().forEach(line -> call.line("  - " + line));
    }

    private static void alternatives(Call call, Evidence evidence) {
        for (var other : evidence.alternatives()) {
            call.text("  not ")
                    .memory(other.slot())
                    .text(": ")
                    .code(other.returnAddress())
                    .text(" ");
            call.symbol(call.locate(other.returnAddress()));
            call.text(" (" + other.method().words() + "): " + other.why() + "  ");
            call.link("pin", "kr -pin " + call.hex(other.slot())).end();
        }
    }

    private static void bytes(Call call, Analysis analysis, int index) {
        var usage = analysis.usage().orElse(null);
        var stack = call.context().stack().orElse(null);
        if (usage == null || stack == null) {
            return;
        }
        var parts = StackParts.of(analysis.kernel(), stack, analysis.reconstructedStack(), usage);
        var bytes = FrameBytes.of(parts, index);
        call.line("  " + bytes.bytes() + " bytes");
        for (var line : bytes.lines()) {
            call.line(String.format(Locale.ROOT, "%8d  %s", line.bytes(), line.what()));
        }
    }

    private static void byHand(Call call, Frame frame) {
        if (frame.returnSlot().isEmpty()) {
            return;
        }
        long slot = frame.returnSlot().getAsLong();
        var corrections = call.context().corrections();
        call.text("  ");
        if (corrections.pinned().contains(slot)) {
            call.text("set by hand  ").link("forget", "kr -forget " + call.hex(slot));
        } else {
            call.link("mark wrong", "kr -wrong " + call.hex(slot));
            call.text("  ").link("pin", "kr -pin " + call.hex(slot));
        }
        call.end();
    }
}
