package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// What one frame's bytes are used for, summed by use.
///
/// @param lines largest uses last to first as they lie on the stack from high addresses to low; they add up to `bytes`
public record FrameBytes(long bytes, List<Line> lines) {

    /// @param what `return address`, `saved esi, edi, ebx`
    public record Line(Part.Use use, Phrase what, long bytes) {}

    /// The bytes charged to a frame.
    ///
    /// @param parts all parts of the stack
    /// @param frame its index
    public static FrameBytes of(List<Part> parts, int frame) {
        var sums = new LinkedHashMap<String, Line>();
        var own = parts.stream().filter(part -> part.charged() == frame).toList();
        for (var part : own.reversed()) {
            boolean callees = part.use() == Part.Use.SAVED_REGISTER && part.owner() != frame;
            sums.merge(part.use() + (callees ? " callee" : ""), line(part, callees), FrameBytes::sum);
        }
        long all = own.stream().mapToLong(Part::bytes).sum();
        return new FrameBytes(all, List.copyOf(new ArrayList<>(sums.values())));
    }

    private static Line line(Part part, boolean callees) {
        var what =
                switch (part.use()) {
                    case SAVED_REGISTER -> saved(callees ? Phrase.of("use.by-callee", part.what()) : part.what());
                    default -> part.use().words();
                };
        return new Line(part.use(), what, part.bytes());
    }

    private static Phrase saved(Object registers) {
        return Phrase.of("use.saved", registers);
    }

    private static Line sum(Line one, Line other) {
        boolean saved = one.use() == Part.Use.SAVED_REGISTER && !one.what().equals(other.what());
        var what = saved
                ? saved(Phrase.of(
                        "list.next",
                        one.what().values().getFirst(),
                        other.what().values().getFirst()))
                : one.what();
        return new Line(one.use(), what, one.bytes() + other.bytes());
    }
}
