package dev.gotstack.ui.stack;

import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.control.UiText;

/// A row of the reconstructed stack. Rows are equal if they stand for the same, so that a list keeps its selection.
sealed interface StackRow {

    /// How deep it is inside cycles: 0, 1 or 2.
    int level();

    /// Stack bytes it takes.
    long bytes();

    /// One frame.
    ///
    /// @param index its index in the reconstructed stack
    record Single(int index, int level, long bytes, Frame frame) implements StackRow {}

    /// A sequence of calls that repeats, folded.
    ///
    /// @param label the functions of one round, in call order
    record Folded(Cycle cycle, String label) implements StackRow {
        @Override
        public int level() {
            return 0;
        }

        @Override
        public long bytes() {
            return cycle.bytes();
        }
    }

    /// One time round a cycle.
    ///
    /// @param round from 1; the newest is 1
    record Round(Cycle cycle, int round, long bytes) implements StackRow {
        @Override
        public int level() {
            return 1;
        }

        /// Index of its first frame.
        int first() {
            return cycle.first() + (round - 1) * cycle.period();
        }

        /// Index behind its last frame.
        int end() {
            return first() + cycle.period();
        }
    }

    /// Why there are no more.
    ///
    /// @param complete whether that is where the thread entered the kernel
    record End(String why, boolean complete) implements StackRow {
        @Override
        public int level() {
            return 0;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /// What it says, for searches.
    default String text() {
        return switch (this) {
            case Single single ->
                single.frame().code().text() + " "
                        + single.frame().evidence().method().words().local();
            case Folded folded -> UiText.of("stack.cycle", folded.cycle().rounds()) + " " + folded.label();
            case Round round ->
                UiText.of("stack.round", round.round(), round.cycle().rounds());
            case End end -> end.why();
        };
    }

    /// Whether it can be unfolded.
    default boolean folds() {
        return this instanceof Folded || this instanceof Round;
    }
}
