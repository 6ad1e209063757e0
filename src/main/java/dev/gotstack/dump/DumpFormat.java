package dev.gotstack.dump;

/// The kinds of kernel dump this program reads.
public enum DumpFormat {
    FULL_32("32-bit complete memory dump"),
    SUMMARY_32("32-bit kernel memory dump");

    private final String words;

    DumpFormat(String words) {
        this.words = words;
    }

    /// The kind in words for the user.
    public String words() {
        return words;
    }
}
