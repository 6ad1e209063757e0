package dev.gotstack.dump;

/// How a dump may be opened.
///
/// @param mostUnpacked bytes that a dump in a compressed file may have; 0: 64 GiB or what fits on the disk,
///     whichever is less
public record OpenOptions(long mostUnpacked) {

    public static OpenOptions defaults() {
        return new OpenOptions(0);
    }
}
