package dev.gotstack.io;

/// Where long work reports how far it is, and learns that it should stop.
@FunctionalInterface
public interface Progress {
    /// For callers that do not watch.
    Progress NONE = (what, done, total) -> {};

    /// Called now and then by the worker.
    ///
    /// @param what what is being done, in words for the status bar
    /// @param done units done, of `total`; `total` is 0 while unknown
    /// @throws CancellationException if the work should stop
    void at(String what, long done, long total);
}
