package dev.gotstack.io;

/// Input that is not what its format promises. The only exception that readers of files and of dumped memory throw for
/// bad input; the message is one line: file, offset, structure and field, what was expected and what was found.
public class MalformedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param file what was read: a file name, or a description such as `memory of x.dmp`
    /// @param offset byte offset in it, or -1 if none applies
    /// @param where structure and field, as `DUMP_HEADER32.DumpType`
    /// @param expected what the format allows
    /// @param found what was there instead
    public MalformedFileException(String file, long offset, String where, String expected, String found) {
        super(line(file, offset, where, expected, found));
    }

    /// The same problem, told by an exception that knows more.
    protected MalformedFileException(String message, MalformedFileException cause) {
        super(message, cause);
    }

    private static String line(String file, long offset, String where, String expected, String found) {
        var place = offset < 0 ? "" : " at offset 0x" + Long.toHexString(offset);
        return file + place + ": " + where + ": expected " + expected + ", found " + found;
    }
}
