package dev.gotstack.symbol;

/// A section of an image (IMAGE_SECTION_HEADER).
///
/// @param rva where it starts in memory, bytes from the image's base
/// @param virtualSize bytes in memory
/// @param fileOffset where its bytes lie in the image file
/// @param fileSize bytes in the file; less than `virtualSize` means zeros at the end
/// @param characteristics raw flags
public record Section(String name, long rva, long virtualSize, long fileOffset, long fileSize, long characteristics) {
    /// Bytes of one header in a file.
    public static final int HEADER_SIZE = 40;

    private static final long CODE = 0x20;
    private static final long EXECUTE = 0x2000_0000L;
    private static final long WRITE = 0x8000_0000L;

    /// Bytes it takes in memory. Linkers may leave the virtual size zero.
    public long size() {
        return virtualSize != 0 ? virtualSize : fileSize;
    }

    public boolean executable() {
        return (characteristics & (EXECUTE | CODE)) != 0;
    }

    public boolean writable() {
        return (characteristics & WRITE) != 0;
    }

    public boolean contains(long address) {
        return address >= rva && address - rva < size();
    }
}
