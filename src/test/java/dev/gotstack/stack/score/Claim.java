package dev.gotstack.stack.score;

import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A return address that a walker says is one.
///
/// @param trust how sure it is of that; null for walkers that do not say
record Claim(Slot slot, @Nullable Trust trust) {

    static Claim of(long address, long value) {
        return new Claim(new Slot(address, value), null);
    }

    /// The claims of frames that have a return slot.
    static List<Claim> of(List<Frame> frames) {
        return frames.stream()
                .filter(frame ->
                        frame.returnSlot().isPresent() && frame.returnAddress().isPresent())
                .map(frame -> new Claim(
                        new Slot(
                                frame.returnSlot().getAsLong(),
                                frame.returnAddress().getAsLong()),
                        frame.evidence().trust()))
                .toList();
    }
}
