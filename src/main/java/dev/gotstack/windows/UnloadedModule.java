package dev.gotstack.windows;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.AddressSpace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A driver that was unloaded: what the kernel remembers of it.
///
/// @param end first address behind it
public record UnloadedModule(String name, long start, long end) {
    /// Entries of the kernel's ring (`MI_UNLOADED_DRIVERS`).
    private static final int ENTRIES = 50;

    private static final int LONGEST_NAME = 256;

    /// The last unloaded drivers, the newest first; none if the kernel's ring cannot be found.
    public static List<UnloadedModule> of(Kernel kernel) {
        var found = new ArrayList<UnloadedModule>();
        var space = kernel.space();
        var data = DebuggerData.at(
                space::bytes, kernel.types(), kernel.dump().header().kdDebuggerDataBlock());
        if (data == null) {
            return found;
        }
        var array = space.pointer(data.pointer("MmUnloadedDrivers").orElse(0));
        if (array.orElse(0) == 0) {
            return found;
        }
        int next = (int)
                (space.value(data.pointer("MmLastUnloadedDriver").orElse(0), 4).orElse(0) % ENTRIES);
        for (int i = 1; i <= ENTRIES; i++) {
            int index = Math.floorMod(next - i, ENTRIES);
            try {
                read(kernel, array.getAsLong(), index, found);
            } catch (MalformedFileException e) {
                // The page of this entry is not in the dump; the others may be.
                continue;
            }
        }
        return found;
    }

    private static void read(Kernel kernel, long array, int index, List<UnloadedModule> found) {
        var space = kernel.space();
        long size = Struct.at(space::bytes, kernel.types(), "_UNLOADED_DRIVERS", array)
                .layout()
                .size();
        var entry = Struct.at(space::bytes, kernel.types(), "_UNLOADED_DRIVERS", array + index * size);
        long start = entry.get("StartAddress");
        long end = entry.get("EndAddress");
        if (start != 0 && Long.compareUnsigned(end, start) > 0) {
            var name = text(space, entry.get("Name.Buffer"), (int) entry.get("Name.Length"));
            found.add(new UnloadedModule(name, start, end));
        }
    }

    private static String text(AddressSpace space, long address, int bytes) {
        var raw = new byte[Math.min(bytes, LONGEST_NAME) & ~1];
        int got = space.read(address, raw, 0, raw.length);
        return new String(raw, 0, got, StandardCharsets.UTF_16LE);
    }
}
