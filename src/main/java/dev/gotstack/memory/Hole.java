package dev.gotstack.memory;

import dev.gotstack.text.Phrase;
import java.util.List;

/// Why a byte of virtual memory cannot be read.
///
/// @param reason the class of reason
/// @param detail one line with the entry or page that says so
public record Hole(Reason reason, Phrase detail) {
    static final List<Reason> REASONS = List.of(Reason.values());

    /// The classes of reasons. What `????????` stands for is one of these.
    public enum Reason {
        /// The page tables say there is no page.
        NOT_PRESENT("hole.not-present"),
        /// The page is in a page file.
        PAGED_OUT("hole.paged-out"),
        /// Never touched, or found through a section.
        NOT_RESIDENT("hole.not-resident"),
        /// The page existed, but the dump does not hold it.
        NOT_IN_DUMP("hole.not-in-dump"),
        /// A page of page tables is not in the dump, so the address is unknown.
        UNKNOWN("hole.unknown"),
        /// The file ends before the page.
        CUT_OFF("hole.cut-off"),
        /// Not a canonical address.
        NON_CANONICAL("hole.non-canonical");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public Phrase words() {
            return Phrase.of(text);
        }
    }
}
