package dev.gotstack.ui.action;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.WalkStart;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.KernelStack;
import java.util.Optional;
import java.util.OptionalLong;

/// What one can do by hand with a slot of a stack or a frame. Everything is a command, so that it stands in the command
/// window and can be typed.
public final class ByHand {
    private static final int WORD = 4;

    private final AnalysisModel model;
    private final Shell shell;

    ByHand(AnalysisModel model, Shell shell) {
        this.model = model;
        this.shell = shell;
    }

    /// What is meant: a frame, by its return slot, or a slot alone.
    public record Target(Optional<Frame> frame, OptionalLong slot) {
        public static final Target NONE = new Target(Optional.empty(), OptionalLong.empty());

        public static Target of(Frame frame) {
            return new Target(Optional.of(frame), frame.returnSlot());
        }

        public static Target at(long slot) {
            return new Target(Optional.empty(), OptionalLong.of(slot));
        }
    }

    /// What the selection means: the selected frame, else the slot where memory was chosen.
    public Target selected() {
        var selection = model.selectionProperty().get();
        if (selection == null) {
            return Target.NONE;
        }
        return model.frame(selection.frame())
                .map(Target::of)
                .orElseGet(() -> onStack(selection.address()) ? Target.at(selection.address()) : Target.NONE);
    }

    /// Whether a slot of the crashed thread's stack lies at an address.
    public boolean onStack(long address) {
        return address % WORD == 0
                && stack().filter(stack -> stack.contains(address)).isPresent();
    }

    public boolean isPinned(long slot) {
        return corrections().pinned().contains(slot);
    }

    public boolean isRejected(long slot) {
        return corrections().rejected().contains(slot);
    }

    public Corrections corrections() {
        var open = model.analysisProperty().get();
        return open == null ? Corrections.NONE : open.corrections();
    }

    /// Whether something can be done.
    public boolean can(Deed deed, Target target) {
        var slot = target.slot();
        boolean here = slot.isPresent() && onStack(slot.getAsLong());
        return switch (deed) {
            case WALK -> start(target).isPresent();
            case PIN -> here && !isPinned(slot.getAsLong());
            case REJECT -> here && !isRejected(slot.getAsLong());
            case FORGET -> here && (isPinned(slot.getAsLong()) || isRejected(slot.getAsLong()));
        };
    }

    /// Does it, if it can be done. What a walk finds is shown in the command window.
    public void run(Deed deed, Target target) {
        if (!can(deed, target)) {
            return;
        }
        if (deed == Deed.WALK) {
            start(target)
                    .ifPresent(start -> model.follow("kr = " + Words.address(start.framePointer()) + " "
                            + Words.address(start.stackPointer()) + " " + Words.address(start.instructionPointer())));
            shell.show(PaneKind.COMMAND);
        } else {
            model.follow(deed.command() + " " + Words.address(target.slot().orElseThrow()));
        }
    }

    /// What a deed would do, for a menu: `Pin the return to fabfs!FabReadCached+0x32`.
    public String words(Deed deed, Target target) {
        var open = model.analysisProperty().get();
        if (open == null || target.slot().isEmpty() || deed == Deed.WALK) {
            return deed.text();
        }
        var value = open.kernel().space().value(target.slot().getAsLong(), WORD);
        return value.isEmpty()
                ? deed.text()
                : UiText.of(
                        "action.frame.on",
                        deed.text(),
                        open.kernel().modules().locate(value.getAsLong()).text());
    }

    public void reset() {
        model.follow("kr -reset");
    }

    private Optional<WalkStart> start(Target target) {
        var open = model.analysisProperty().get();
        if (target.frame().isPresent()) {
            return target.frame().map(WalkStart::of);
        }
        long slot = target.slot().orElse(0);
        if (open == null || slot == 0 || slot % WORD != 0) {
            return Optional.empty();
        }
        var stack = onStack(slot) ? stack() : open.kernel().stackAt(slot);
        return stack.flatMap(found -> WalkStart.at(open.kernel(), found, open.reconstructedStack(), slot));
    }

    private Optional<KernelStack> stack() {
        var open = model.analysisProperty().get();
        return open == null ? Optional.empty() : open.stack();
    }
}
