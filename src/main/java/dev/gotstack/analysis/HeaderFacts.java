package dev.gotstack.analysis;

import dev.gotstack.dump.DumpHeader;
import dev.gotstack.dump.HeaderOnlyException;
import dev.gotstack.text.Phrase;
import java.nio.file.Path;

/// What there is to say about a dump of which the header can be read and nothing else, or nothing else yet.
///
/// @param file its name
/// @param reason why there is no more, in one line
public record HeaderFacts(String file, DumpHeader header, BugCheck bugCheck, Phrase reason) {

    public static HeaderFacts of(Path file, HeaderOnlyException declined) {
        return of(file, declined.header(), Phrase.data(String.valueOf(declined.getMessage())));
    }

    static HeaderFacts of(Path file, DumpHeader header, Phrase reason) {
        return new HeaderFacts(
                String.valueOf(file.getFileName()),
                header,
                new BugCheckCatalogue()
                        .explain(header.bugCheckCode(), header.bugCheckParameters(), header.architecture()),
                reason);
    }
}
