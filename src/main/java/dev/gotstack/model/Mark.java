package dev.gotstack.model;

/// What a person left at an address.
///
/// @param bookmarked whether it is to be found again in the list of bookmarks
/// @param note what was written down there; empty if nothing was
public record Mark(boolean bookmarked, String note) {
    /// Nothing was left there.
    public static final Mark NONE = new Mark(false, "");

    public boolean isEmpty() {
        return !bookmarked && note.isEmpty();
    }

    Mark withBookmark(boolean wanted) {
        return new Mark(wanted, note);
    }

    Mark withNote(String text) {
        return new Mark(bookmarked, text);
    }
}
