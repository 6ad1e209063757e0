package dev.gotstack.windows;

import dev.gotstack.dump.TriageDump;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads the kernel's record of unloaded drivers (`MmUnloadedDrivers`): a ring of fifty entries, of which the debugger
/// data block says where it lies and how far it was written.
final class UnloadedModules {
    /// MI_UNLOADED_DRIVERS.
    private static final int ENTRIES = 50;

    private static final int MOST_NAME_BYTES = 512;
    private static final long EPOCH_SECONDS = 11_644_473_600L;
    private static final long TICKS = 10_000_000;

    private final AddressSpace space;
    private final TypeSource types;

    UnloadedModules(AddressSpace space, TypeSource types) {
        this.space = space;
        this.types = types;
    }

    /// The drivers, the one unloaded last first. What cannot be read is left out.
    List<UnloadedModule> read(DebuggerData data) {
        var variable = data.pointer("MmUnloadedDrivers");
        var ring = variable.isPresent() ? space.pointer(variable.getAsLong()) : variable;
        if (ring.isEmpty() || ring.getAsLong() == 0) {
            return List.of();
        }
        var found = new ArrayList<UnloadedModule>();
        long size = types.type("_UNLOADED_DRIVERS").map(layout -> layout.size()).orElse(0L);
        for (int i = 0; i < ENTRIES && size > 0; i++) {
            try {
                add(Struct.at(space::bytes, types, "_UNLOADED_DRIVERS", ring.getAsLong() + i * size), found);
            } catch (MalformedFileException e) {
                // The ring is paged memory; what is there is worth having.
            }
        }
        found.sort(Comparator.comparing((UnloadedModule module) -> module.time().orElse(Instant.EPOCH))
                .reversed());
        return List.copyOf(found);
    }

    /// A small dump's own list: first parts of names, the one unloaded last first.
    static List<UnloadedModule> of(TriageDump triage) {
        return triage.unloadedDrivers().stream()
                .filter(driver -> driver.start() != 0 && Long.compareUnsigned(driver.end(), driver.start()) > 0)
                .map(driver -> new UnloadedModule(driver.name(), driver.start(), driver.end(), Optional.empty()))
                .toList();
    }

    private void add(Struct entry, List<UnloadedModule> found) {
        long start = entry.get("StartAddress");
        long end = entry.get("EndAddress");
        int length = (int) Math.min(entry.get("Name.Length"), MOST_NAME_BYTES) & ~1;
        if (start == 0 || Long.compareUnsigned(end, start) <= 0 || length == 0) {
            return;
        }
        var name = new String(
                space.bytes(entry.get("Name.Buffer"), length, "name of an unloaded driver"), StandardCharsets.UTF_16LE);
        long ticks = entry.get("CurrentTime");
        found.add(new UnloadedModule(
                name, start, end, Optional.of(Instant.ofEpochSecond(ticks / TICKS - EPOCH_SECONDS))));
    }
}
