package dev.gotstack.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Where the window looks, and the way back and forth through where it looked before.
public final class Navigation {
    private static final int MOST = 200;

    private final Deque<Selection> back = new ArrayDeque<>();
    private final Deque<Selection> forward = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<@Nullable Selection> selection = new ReadOnlyObjectWrapper<>();
    /// What was selected before something was pointed at; null while nothing is.
    private @Nullable Selection settled;
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();

    private final Runnable ahead;

    /// @param ahead done before it looks somewhere else
    Navigation(Runnable ahead) {
        this.ahead = ahead;
    }

    ReadOnlyObjectProperty<@Nullable Selection> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoForwardProperty() {
        return canGoForward.getReadOnlyProperty();
    }

    void visit(Selection next) {
        var now = settled();
        settled = null;
        if (next.equals(now)) {
            set(next);
            return;
        }
        if (now != null) {
            back.push(now);
            if (back.size() > MOST) {
                back.removeLast();
            }
        }
        forward.clear();
        set(next);
    }

    /// Looks somewhere for as long as something is pointed at; it leaves no trace.
    void peek(Selection next) {
        if (settled == null) {
            settled = selection.get();
        }
        set(next);
    }

    /// Looks again where it looked before something was pointed at.
    void endPeek() {
        if (settled != null) {
            var before = settled;
            settled = null;
            set(before);
        }
    }

    private @Nullable Selection settled() {
        return settled == null ? selection.get() : settled;
    }

    public void goBack() {
        go(back, forward);
    }

    public void goForward() {
        go(forward, back);
    }

    private void go(Deque<Selection> from, Deque<Selection> to) {
        var now = settled();
        if (!from.isEmpty() && now != null) {
            settled = null;
            to.push(now);
            set(from.pop());
        }
    }

    /// Gives frames their new numbers when the stack was rebuilt.
    ///
    /// @param number the new number of an old one, -1 if the frame is gone
    void renumber(IntUnaryOperator number) {
        for (var steps : List.of(back, forward)) {
            var renumbered = new ArrayList<>(steps);
            renumbered.replaceAll(step -> renumbered(step, number));
            steps.clear();
            steps.addAll(renumbered);
        }
        var now = selection.get();
        if (now != null) {
            set(renumbered(now, number));
        }
    }

    private static Selection renumbered(Selection selection, IntUnaryOperator number) {
        return new Selection(
                selection.address(), selection.length(), number.applyAsInt(selection.frame()), selection.code());
    }

    void clear() {
        back.clear();
        forward.clear();
        settled = null;
        set(null);
    }

    private void set(@Nullable Selection next) {
        ahead.run();
        selection.set(next);
        canGoBack.set(!back.isEmpty());
        canGoForward.set(!forward.isEmpty());
    }
}
