package dev.gotstack.windows;

import java.time.Instant;
import java.util.Optional;

/// A driver that is no longer loaded, as the kernel's record of the last fifty remembers it. Return addresses into it
/// may still lie on stacks.
///
/// @param imageName `soutil.sys`, as the kernel kept it
/// @param start first address it had
/// @param end address behind its last byte
/// @param time when it was unloaded, if the dump says
public record UnloadedModule(String imageName, long start, long end, Optional<Instant> time) {

    /// The debugger's name: `<Unloaded_soutil.sys>`.
    public String name() {
        return "<Unloaded_" + imageName + ">";
    }

    public boolean contains(long va) {
        return Long.compareUnsigned(va - start, end - start) < 0;
    }
}
