package dev.gotstack.analysis;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.EntryPoint;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.ServiceNumber;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import java.util.List;
import java.util.Optional;

/// How a thread entered the kernel, in words.
public final class Entries {
    private Entries() {}

    /// `System call nt!NtReadFile, number 0xb7`; empty if the frames do not tell.
    public static Optional<Phrase> describe(Kernel kernel, List<Frame> frames) {
        return EntryPoint.of(frames).map(entry -> describe(kernel, frames, entry));
    }

    /// How a stack ends: `System call nt!NtReadFile · The thread entered the kernel here from user mode`.
    public static Phrase end(Kernel kernel, CallStack stack) {
        return describe(kernel, stack.frames())
                .map(entry -> Phrase.of("entry.end", entry, stack.stop()))
                .orElse(stack.stop());
    }

    /// One of the places where something began on a stack.
    public static Phrase describe(Kernel kernel, List<Frame> frames, EntryPoint entry) {
        var trapFrame = frames.get(entry.frame()).trapFrame();
        if (entry.kind() != EntryPoint.Kind.SYSTEM_CALL || trapFrame.isEmpty()) {
            return entry.text();
        }
        var number = ServiceNumber.of(kernel, trapFrame.getAsLong());
        return number.isPresent()
                ? Phrase.of("entry.numbered", entry.text(), "0x" + Long.toHexString(number.getAsLong()))
                : entry.text();
    }
}
