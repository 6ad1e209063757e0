package dev.gotstack.memory;

import java.util.List;

/// Why a byte of virtual memory cannot be read.
///
/// @param reason the class of reason
/// @param detail one line with the entry or page that says so
public record Hole(Reason reason, String detail) {
    static final List<Reason> REASONS = List.of(Reason.values());

    /// The classes of reasons. What `????????` stands for is one of these.
    public enum Reason {
        /// The page tables say there is no page.
        NOT_PRESENT("not present"),
        /// The page is in a page file.
        PAGED_OUT("paged out"),
        /// Never touched, or found through a section.
        NOT_RESIDENT("not resident"),
        /// The page existed, but the dump does not hold it.
        NOT_IN_DUMP("not in this dump"),
        /// A page of page tables is not in the dump, so the address is unknown.
        UNKNOWN("unknown: page table not in this dump"),
        /// The file ends before the page.
        CUT_OFF("cut off: the file ends before this page"),
        /// Not a canonical address.
        NON_CANONICAL("not a canonical address");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
