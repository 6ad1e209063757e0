package dev.gotstack.report.document;

import dev.gotstack.report.ChartData;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// What of an analysis a reader may see. Engineers see everything. For customers, addresses and paths are taken out of
/// every text, and lines that are nothing without them are left out.
final class Privacy {
    private static final String ADDRESS_WORD = "…";
    private static final String PATH_WORD = "…";
    /// 32- and 64-bit numbers as debuggers write them, and longer `0x` ones; all of them could be addresses.
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![0-9A-Za-z])(?:0x\\p{XDigit}{5,16}|\\p{XDigit}{8}`?(?:\\p{XDigit}{8})?)(?![0-9A-Za-z])");
    /// `/a/b`, `~/a`, `c:\a`, `\\server\a`, `\SystemRoot\a`. A single slash between words is none: `I/O`.
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w/])(?:~?/[^\\s/:;,]+/[^\\s:;,]*|~/\\S+|[A-Za-z]:[\\\\/]\\S*|\\\\{1,2}\\w[^\\s:;,]*)");
    /// Where the stack of a customer's chart begins: its addresses count from the guard page below.
    private static final long ORIGIN = 0x1000;

    private final Level level;

    Privacy(Level level) {
        this.level = level;
    }

    boolean showsEverything() {
        return level == Level.ENGINEER;
    }

    /// A text, with words in place of what is withheld.
    String text(String raw) {
        return showsEverything()
                ? raw
                : PATH.matcher(ADDRESS.matcher(raw).replaceAll(ADDRESS_WORD)).replaceAll(PATH_WORD);
    }

    /// Lines that say something without what is withheld.
    List<String> lines(List<Phrase> raw) {
        return raw.stream()
                .map(Phrase::local)
                .filter(line -> text(line).equals(line))
                .toList();
    }

    /// A message about files, which may hold paths with blanks: for customers it ends where the first path begins.
    String message(String raw) {
        int separator = firstSeparator(raw);
        if (showsEverything() || separator < 0) {
            return text(raw);
        }
        int colon = raw.lastIndexOf(": ", separator);
        return text(raw.substring(0, colon > 0 ? colon : Math.max(0, raw.lastIndexOf(' ', separator))));
    }

    private static int firstSeparator(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '/' || raw.charAt(i) == '\\') {
                return i;
            }
        }
        return -1;
    }

    UnaryOperator<String> texts() {
        return this::text;
    }

    Section section(Section section) {
        return showsEverything() ? section : section.map(texts());
    }

    /// A chart. For customers its addresses count from the guard page.
    ChartData chart(ChartData data) {
        if (showsEverything()) {
            return data;
        }
        long shift = data.usage().limit() - ORIGIN;
        var pointer = data.stackPointer();
        return new ChartData(
                text(data.title()),
                data.subtitle().stream().map(this::text).toList(),
                usage(data.usage()),
                data.headroom(),
                pointer.isPresent() && pointer.getAsLong() >= shift
                        ? OptionalLong.of(pointer.getAsLong() - shift)
                        : OptionalLong.empty(),
                data.guardPage(),
                data.wide(),
                text(data.footer()),
                data.whatIf());
    }

    /// The use of a stack, with addresses that count from the guard page.
    StackUsage usage(StackUsage usage) {
        if (showsEverything()) {
            return usage;
        }
        long shift = usage.limit() - ORIGIN;
        return new StackUsage(
                ORIGIN,
                usage.base() - shift,
                usage.free(),
                usage.freeAtFault(),
                usage.neededAtFault(),
                usage.slices().stream().map(slice -> moved(slice, shift)).toList(),
                usage.modules(),
                usage.cycles());
    }

    private Slice moved(Slice slice, long shift) {
        return new Slice(
                slice.start() - shift,
                slice.end() - shift,
                slice.owner(),
                slice.frame(),
                slice.module(),
                text(slice.function()));
    }
}
