package dev.gotstack.report;

/// What belongs together on a stack: the bytes of a module, a company, a function or a repeated sequence of calls.
///
/// @param name fit to be shown
/// @param detail more about it: a module's company, a company's drivers, a cycle's functions; may be empty
/// @param percent whole share of the stack; with what is free, all add up to 100
/// @param frames 0 for bytes that are no frame's
/// @param look how its bytes are drawn
public record Portion(
        Kind kind,
        String name,
        String detail,
        long bytes,
        int percent,
        int frames,
        long largestFrame,
        String largestFunction,
        Look look) {

    /// "48 frames · largest 292 bytes, stackhog!HogExpandPacked".
    public String figures() {
        if (kind == Kind.UNATTRIBUTED) {
            return ReportText.of("chart.no-frames");
        }
        if (frames <= 0) {
            return "";
        }
        String function = PlainText.of(largestFunction);
        var count = Words.count(frames, "frame");
        var largest = Words.bytes(largestFrame) + (function.isEmpty() ? "" : ", " + function);
        return largestFrame > 0 ? ReportText.of("chart.largest", count, largest) : count;
    }
}
