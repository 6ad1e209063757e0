package dev.gotstack.ui.memory;

import java.util.List;

/// What is to be drawn.
///
/// @param marked bytes the window looks at
/// @param selected bytes selected in this view
/// @param frame bytes of the selected stack frame
/// @param frameName its function, or empty
/// @param reasons for each row a few words why it is missing, where a run of missing rows starts; else empty
record Sheet(
        List<Row> rows,
        List<String> reasons,
        List<Marker> markers,
        Span marked,
        Span selected,
        Span frame,
        String frameName,
        long caret,
        boolean focused) {}
