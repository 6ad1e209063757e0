package dev.gotstack.ui.stack;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Trust;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.Locale;

/// Why frames are believed, in words.
final class EvidenceText {
    private EvidenceText() {}

    /// Some lines for a tooltip.
    static String of(StackRow.Single row) {
        var frame = row.frame();
        var text = new StringBuilder(frame.code().text()).append('\n');
        text.append(where(row)).append("\n\n");
        var trust = frame.evidence().trust();
        text.append(UiText.of("stack.trust", trust.label().capitalised(), trust.explanation()))
                .append('\n');
        text.append(UiText.of("stack.found", frame.evidence().method().words())).append('\n');
        frame.evidence()
                .confirms()
                .forEach(line -> text.append("✓ ").append(line.local()).append('\n'));
        frame.evidence()
                .contradicts()
                .forEach(line -> text.append("✗ ").append(line.local()).append('\n'));
        int others = frame.evidence().alternatives().size();
        if (others > 0) {
            text.append(UiText.of("stack.others", Words.count(others, "other-place")));
        }
        return text.toString().stripTrailing();
    }

    /// One remark about all frames: how many, and how sure.
    static String summary(CallStack stack) {
        int frames = stack.frames().size();
        if (frames == 0) {
            return "";
        }
        long guesses = stack.frames().stream()
                .filter(frame -> !isSure(frame.evidence()))
                .count();
        var sure = guesses == 0 ? UiText.of("stack.all-sure") : UiText.of("stack.not-sure", guesses);
        return UiText.of("stack.summary", Words.count(frames, "frame"), sure);
    }

    /// Whether a reliable way of finding frames found this one.
    static boolean isSure(Evidence evidence) {
        return evidence.trust().compareTo(Trust.STRONG) <= 0;
    }

    private static String where(StackRow.Single row) {
        var frame = row.frame();
        var pointer = Words.stackPointer(frame.stackPointer()).toLowerCase(Locale.ROOT) + " "
                + Words.address(frame.stackPointer());
        return UiText.of("stack.where", String.valueOf(row.index()), Words.count(row.bytes(), "byte"), pointer)
                + returns(frame);
    }

    private static String returns(Frame frame) {
        if (frame.returnSlot().isEmpty() || frame.returnAddress().isEmpty()) {
            return "";
        }
        return " · "
                + UiText.of(
                        "stack.returns",
                        Words.address(frame.returnAddress().getAsLong()),
                        Words.address(frame.returnSlot().getAsLong()));
    }
}
