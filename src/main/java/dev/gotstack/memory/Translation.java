package dev.gotstack.memory;

import dev.gotstack.text.Phrase;
import java.util.List;

/// What the page tables say about one virtual address.
public sealed interface Translation {

    /// One table entry read on the way, outermost first.
    ///
    /// @param level name of the table's level: `PDPTE`, `PDE`, `PTE` …
    /// @param entryPa physical address of the entry
    /// @param entry its raw value
    record Step(String level, long entryPa, long entry) {}

    /// The entries read on the way.
    List<Step> steps();

    /// Mapped to a physical address; that page may still be missing from the dump.
    ///
    /// @param pa physical address of the byte
    /// @param pageSize 4 KiB, or the size of the large page
    /// @param transition true if an entry is not valid but in transition, so that the page is still in memory
    record Mapped(long pa, long pageSize, boolean transition, List<Step> steps) implements Translation {}

    /// Not present: an entry at some level has its valid bit clear.
    record NotPresent(String level, long entry, EntryKind kind, List<Step> steps) implements Translation {}

    /// Unknown: the page that holds a table is not in the dump.
    record TableNotCaptured(String level, long tablePa, List<Step> steps) implements Translation {}

    /// Not an address the processor accepts.
    record NonCanonical(List<Step> steps) implements Translation {}

    /// What Windows means by an entry whose valid bit is clear.
    enum EntryKind {
        /// All bits zero: nothing was ever here. A guard page below a kernel stack looks like this.
        ZERO("entry-kind.zero"),
        /// Only protection bits: a page of zeros would be given on first touch.
        DEMAND_ZERO("entry-kind.demand-zero"),
        /// The content is in a page file.
        PAGE_FILE("entry-kind.page-file"),
        /// The page belongs to a section and is found through a prototype entry.
        PROTOTYPE("entry-kind.prototype");

        private final String text;

        EntryKind(String text) {
            this.text = text;
        }

        public Phrase words() {
            return Phrase.of(text);
        }
    }
}
