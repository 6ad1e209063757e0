package dev.gotstack.symbol.server;

import java.io.IOException;

/// Why a server did not give a file, in words for the user.
public final class ServerException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What the failure says of the server.
    enum Blame {
        /// Nothing: only this file is not to be had.
        FILE,
        /// It may do better next time.
        PASSING,
        /// It did not answer in time: trying again would take as long.
        SLOW,
        /// Asking for other files is in vain.
        LASTING
    }

    private final Blame blame;

    ServerException(Blame blame, String message) {
        super(message);
        this.blame = blame;
    }

    Blame blame() {
        return blame;
    }
}
