package dev.gotstack.io.packed;

import dev.gotstack.io.MalformedFileException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// A compressed file with something inside.
interface Archive extends Closeable {
    /// Names shown in a message.
    int SHOWN = 8;

    /// A file inside.
    ///
    /// @param size bytes as the archive claims; -1 if it does not say
    record Member(String name, long size) {
        boolean isDump() {
            return name.toLowerCase(Locale.ROOT).endsWith(".dmp");
        }
    }

    /// The files inside.
    List<Member> members();

    /// Writes a file's content.
    void extract(Member member, OutputStream target) throws IOException;

    /// The one dump inside: the only file, or the only one that is called so.
    ///
    /// @throws MalformedFileException if there are several or none
    default Member dump(String archive) {
        var dumps = members().stream().filter(Member::isDump).toList();
        var candidates = dumps.isEmpty() ? members() : dumps;
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        throw new MalformedFileException(
                archive,
                -1,
                "archive",
                "one dump inside",
                (dumps.isEmpty() ? members().size() + " files, none called .dmp" : dumps.size() + " of them")
                        + names(candidates));
    }

    private static String names(List<Member> members) {
        if (members.isEmpty()) {
            return "";
        }
        var shown = members.stream()
                .limit(SHOWN)
                .map(member -> member.name().replaceAll("[^\\x20-\\x7e]", "?"))
                .toList();
        return ": " + String.join(", ", shown) + (members.size() > SHOWN ? ", …" : "");
    }
}
