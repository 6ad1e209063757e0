package dev.gotstack.symbol;

import dev.gotstack.symbol.pe.PeImage;
import java.util.Locale;

/// What tells one build of an image from another.
///
/// @param timeDateStamp when it was linked, or a hash in reproducible builds; unsigned 32 bits
/// @param sizeOfImage bytes it takes in memory
record ImageBuild(long timeDateStamp, long sizeOfImage) {

    static ImageBuild of(PeImage image) {
        return new ImageBuild(image.timeDateStamp(), image.sizeOfImage());
    }

    /// The directory name that symbol stores use.
    String storeKey() {
        return String.format(Locale.ROOT, "%08X%x", timeDateStamp, sizeOfImage);
    }

    String describe() {
        return "TimeDateStamp " + Long.toHexString(timeDateStamp) + " and SizeOfImage " + Long.toHexString(sizeOfImage);
    }
}
