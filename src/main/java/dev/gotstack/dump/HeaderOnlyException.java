package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;

/// A dump of which the header can be read and nothing else. The message says why.
public final class HeaderOnlyException extends MalformedFileException {
    private static final long serialVersionUID = 1L;

    private final transient DumpHeader header;

    /// @param where structure and field, as `DUMP_HEADER64.MachineImageType`
    public HeaderOnlyException(String file, DumpHeader header, String where, String expected, String found) {
        super(file, -1, where, expected, found);
        this.header = header;
    }

    /// For a dump whose memory cannot be found.
    HeaderOnlyException(DumpHeader header, MalformedFileException reason) {
        super(String.valueOf(reason.getMessage()), reason);
        this.header = header;
    }

    /// What the header says. The file is closed: its context can no longer be read.
    public DumpHeader header() {
        return header;
    }
}
