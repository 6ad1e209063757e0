package dev.gotstack.ui.console;

import java.util.List;

/// What Tab makes of a line.
@FunctionalInterface
public interface Completion {

    /// Whole lines that begin with what was typed, the likeliest first.
    List<String> of(String typed);
}
