package dev.gotstack.ui.console;

import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a search has found, in the order of the text.
///
/// @param current index of the one that is looked at, -1 for none
/// @param more whether there are more than are listed
record Matches(List<Match> all, int current, boolean more) {
    static final Matches NONE = new Matches(List.of(), -1, false);

    /// Nobody steps through more.
    static final int MOST = 20_000;

    /// Finds text, whatever its case is.
    static Matches of(String wanted, List<TextLine> lines) {
        var found = new ArrayList<Match>();
        var pattern = Pattern.compile(Pattern.quote(wanted), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        for (int i = 0; i < lines.size() && !wanted.isEmpty(); i++) {
            var matcher = pattern.matcher(lines.get(i).text());
            while (matcher.find()) {
                if (found.size() == MOST) {
                    return new Matches(List.copyOf(found), -1, true);
                }
                found.add(new Match(i, matcher.start(), matcher.end()));
            }
        }
        return new Matches(List.copyOf(found), -1, false);
    }

    /// Index of the first match on a line or behind it.
    int firstFrom(int line) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).line() < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Index of the first match at a place or behind it; behind the last comes the first.
    int from(TextPosition place) {
        int index = firstFrom(place.line());
        while (index < all.size()
                && all.get(index).line() == place.line()
                && all.get(index).start() < place.column()) {
            index++;
        }
        return index;
    }

    /// Looks at another one; behind the last comes the first.
    Matches at(int index) {
        return all.isEmpty() ? this : new Matches(all, Math.floorMod(index, all.size()), more);
    }

    /// `3 of 17`, in words.
    String words() {
        if (all.isEmpty()) {
            return UiText.of("console.find.none");
        }
        var count = more ? UiText.of("console.find.more-than", all.size()) : Words.number(all.size());
        return current < 0 ? UiText.of("console.find.found", count) : UiText.of("console.find.at", current + 1, count);
    }
}
