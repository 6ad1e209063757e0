package dev.gotstack.command;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that the user named, to which commands and their output are added.
record Log(Path path, Charset charset) {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    /// Begins a log.
    ///
    /// @param append whether what the file holds stays
    static Log open(Path path, boolean wide, boolean append) throws IOException {
        var log = new Log(path, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
        if (append) {
            Files.write(path, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.writeString(path, wide ? BYTE_ORDER_MARK : "", log.charset());
        }
        return log;
    }

    void write(String text) throws IOException {
        Files.writeString(path, text, charset, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
