package dev.gotstack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a command prints: lines of spans, some of which are links. Its plain text is what a debugger prints.
public record Output(List<Line> lines) {

    /// One line.
    public record Line(List<Span> spans) {
        public String text() {
            return spans.stream().map(Span::text).collect(Collectors.joining());
        }
    }

    /// Some characters of a line.
    ///
    /// @param style how a window may show them; text does not depend on it
    /// @param link what following them does, or null
    public record Span(String text, Style style, @Nullable Link link) {}

    /// What the characters are.
    public enum Style {
        PLAIN,
        ADDRESS,
        SYMBOL,
        /// Memory that cannot be read.
        MISSING,
        CHANGED,
        COMMENT,
        ERROR
    }

    /// The text as it is copied or printed: lines end with a line feed.
    public String text() {
        return lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /// The same without its first lines.
    public Output from(int line) {
        return line == 0 ? this : new Output(List.copyOf(lines.subList(line, lines.size())));
    }

    /// Whether a command reported an error.
    public boolean hasError() {
        return lines.stream().flatMap(line -> line.spans().stream()).anyMatch(span -> span.style() == Style.ERROR);
    }

    public static Builder builder() {
        return new Builder(Integer.MAX_VALUE, piece -> {});
    }

    /// A builder that ends the command which fills it when that was interrupted, or has filled so many lines
    /// or so much memory.
    ///
    /// @param early is given lines before the last has ended, where that takes long
    static Builder bounded(int most, Consumer<Output> early) {
        return new Builder(most, early);
    }

    /// Puts output together.
    public static final class Builder {
        /// Bytes of heap that bounded output may take, roughly: a line of bytes that are all missing has 32 spans.
        private static final long HEAVIEST = 100_000_000;

        private static final int WEIGHT_OF_A_SPAN = 64;

        /// Nanoseconds after which lines are told: a reader does not take it for a pause.
        private static final long SOON = 150_000_000;

        private final Consumer<Output> early;
        private final List<Line> lines = new ArrayList<>();
        private long lastTold = System.nanoTime();
        private int told;
        private List<Span> spans = new ArrayList<>();
        private int most;
        private long weight;

        private Builder(int most, Consumer<Output> early) {
            this.most = most;
            this.early = early;
        }

        public Builder text(String text) {
            return span(text, Style.PLAIN, null);
        }

        public Builder styled(String text, Style style) {
            return span(text, style, null);
        }

        public Builder link(String text, Style style, String command) {
            return span(text, style, new Link(command));
        }

        /// Ends the line.
        public Builder end() {
            if (most < Integer.MAX_VALUE) {
                Interruption.check();
                if (lines.size() >= most || weight > HEAVIEST) {
                    spans = new ArrayList<>();
                    throw Interruption.tooLong(lines.size());
                }
            }
            lines.add(new Line(List.copyOf(spans)));
            spans = new ArrayList<>();
            tell();
            return this;
        }

        /// Tells the lines that have ended, if the last were told a while ago. To be called in loops in which lines may
        // be
        /// long in coming.
        void tell() {
            long now = System.nanoTime();
            if (now - lastTold >= SOON) {
                lastTold = now;
                if (told < lines.size()) {
                    early.accept(new Output(List.copyOf(lines.subList(told, lines.size()))));
                    told = lines.size();
                }
            }
        }

        public Builder line(String text) {
            return text(text).end();
        }

        public Builder error(String text) {
            return styled(text, Style.ERROR).end();
        }

        /// Lines that have ended.
        public int lineCount() {
            return lines.size();
        }

        /// Ends the line if anything is on it.
        public Builder breakLine() {
            return spans.isEmpty() ? this : end();
        }

        public Builder append(Output output) {
            breakLine();
            lines.addAll(output.lines());
            return this;
        }

        /// The text of the lines that have ended, but for the first ones.
        String text(int from) {
            return new Output(lines).from(from).text();
        }

        /// Takes the bounds away: what is added from now on says why the command ended.
        void unbind() {
            most = Integer.MAX_VALUE;
        }

        public Output build() {
            breakLine();
            return new Output(List.copyOf(lines));
        }

        private Builder span(String text, Style style, @Nullable Link link) {
            if (!text.isEmpty()) {
                spans.add(new Span(printable(text), style, link));
                weight += text.length() + WEIGHT_OF_A_SPAN * (link == null ? 1 : 2);
            }
            return this;
        }

        /// Names come from the dump; one with a line feed in it must not look like another line.
        private static String printable(String text) {
            return text.chars().noneMatch(Character::isISOControl) ? text : text.replaceAll("\\p{Cntrl}", ".");
        }
    }
}
