package dev.gotstack.io;

/// Input that is not what its format promises. The only exception that readers of files and of dumped memory throw for
/// bad input; the message is one line: file, offset, structure and field, what was expected and what was found.
public class MalformedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String where;
    private final String expected;
    private final String found;

    /// @param file what was read: a file name, or a description such as `memory of x.dmp`
    /// @param offset byte offset in it, or -1 if none applies
    /// @param where structure and field, as `DUMP_HEADER32.DumpType`
    /// @param expected what the format allows
    /// @param found what was there instead
    public MalformedFileException(String file, long offset, String where, String expected, String found) {
        this.file = file;
        this.offset = offset;
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /// What was read.
    public String file() {
        return file;
    }

    /// Byte offset in it, or -1.
    public long offset() {
        return offset;
    }

    /// Structure and field.
    public String where() {
        return where;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    /// The same problem, told by an exception that knows more.
    protected MalformedFileException(String message, MalformedFileException cause) {
        super(message, cause);
        this.file = cause.file;
        this.offset = cause.offset;
        this.where = cause.where;
        this.expected = cause.expected;
        this.found = cause.found();
    }

    @Override
    public String getMessage() {
        var told = super.getMessage();
        if (told != null) {
            return told;
        }
        var place = offset < 0 ? "" : " at offset 0x" + Long.toHexString(offset);
        return file + place + ": " + where + ": expected " + expected + ", found " + found();
    }
}
