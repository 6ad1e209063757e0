package dev.gotstack.dump;

/// Where a dump file stores each physical page. One short class a format.
interface PageMap {

    /// File offset of a page, whether or not the file is long enough.
    ///
    /// @param pfn page frame number
    /// @return the offset, or -1 if the dump does not claim to hold the page
    long offsetOf(long pfn);

    /// The page that lies at a file offset: the inverse of [#offsetOf].
    ///
    /// @return its page frame number, or -1 if no page lies there
    long pageAt(long offset);

    /// How many pages the dump claims to hold.
    long count();
}
