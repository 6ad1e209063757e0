package dev.gotstack.analysis;

import dev.gotstack.text.Phrase;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One thing the processor did, in order of time.
///
/// @param title a few words
/// @param lines two or three short lines with the figures
/// @param selector task state that shows it, if one does
/// @param address memory worth looking at, if any
/// @param command the debugger command that makes the registers it shows the context; empty if it shows none, or a task
///     state does
public record StoryStep(
        Kind kind, Phrase title, List<Phrase> lines, OptionalInt selector, OptionalLong address, String command) {

    public StoryStep(Kind kind, Phrase title, List<Phrase> lines, OptionalInt selector, OptionalLong address) {
        this(kind, title, lines, selector, address, "");
    }

    /// What happened.
    public enum Kind {
        THREAD,
        FAULT,
        TASK_SWITCH,
        BUG_CHECK
    }
}
