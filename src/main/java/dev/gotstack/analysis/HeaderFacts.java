package dev.gotstack.analysis;

import dev.gotstack.dump.DumpHeader;
import dev.gotstack.dump.HeaderOnlyException;
import java.nio.file.Path;

/// What there is to say about a dump of which the header can be read and nothing else.
///
/// @param file its name
/// @param reason why there is no more, in one line
public record HeaderFacts(String file, DumpHeader header, BugCheck bugCheck, String reason) {

    public static HeaderFacts of(Path file, HeaderOnlyException declined) {
        var header = declined.header();
        return new HeaderFacts(
                String.valueOf(file.getFileName()),
                header,
                new BugCheckCatalogue()
                        .explain(header.bugCheckCode(), header.bugCheckParameters(), header.architecture()),
                String.valueOf(declined.getMessage()));
    }
}
