package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.memory.PhysicalMemory;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds bytes anywhere in the memory that a dump holds, whether or not an address space leads there.
public final class DumpSearch {
    private final MappedFile file;
    private final PhysicalMemory physical;
    private final List<MemoryBlock> blocks;

    /// Where bytes were found.
    ///
    /// @param fileOffset in the dump file
    /// @param physical physical address; empty in a small dump
    /// @param virtual virtual address; known only in a small dump
    public record Find(long fileOffset, OptionalLong physical, OptionalLong virtual) {}

    DumpSearch(MappedFile file, PhysicalMemory physical, List<MemoryBlock> blocks) {
        this.file = file;
        this.physical = physical;
        this.blocks = blocks;
    }

    /// Looks for all occurrences in memory, those that overlap too, in the order of the file.
    ///
    /// @param wanted 1 to [ByteSearch#LONGEST] bytes
    /// @param found is given each find as soon as all before it are searched; false stops the search
    /// @throws java.util.concurrent.CancellationException if `progress` throws it
    public void run(byte[] wanted, Predicate<Find> found, Progress progress) {
        int threads = Runtime.getRuntime().availableProcessors();
        ByteSearch.run(
                file,
                wanted,
                0,
                threads,
                offset -> {
                    var find = find(offset, wanted.length);
                    return find == null || found.test(find);
                },
                progress);
    }

    /// The address of what lies at an offset; null if it is no memory, or does not lie together there.
    private @Nullable Find find(long offset, int length) {
        var block = blocks.stream()
                .filter(held -> offset >= held.offset() && offset + length <= held.offset() + held.size())
                .findFirst();
        if (block.isPresent()) {
            long va = block.get().va() + (offset - block.get().offset());
            return new Find(offset, OptionalLong.empty(), OptionalLong.of(va));
        }
        long pa = physical.addressAt(offset);
        if (pa < 0) {
            return null;
        }
        // Pages that follow each other in the file may be far apart in memory.
        long page = PhysicalMemory.PAGE_SIZE;
        for (long next = (pa & -page) + page; next < pa + length; next += page) {
            if (physical.addressAt(offset + (next - pa)) != next) {
                return null;
            }
        }
        return new Find(offset, OptionalLong.of(pa), OptionalLong.empty());
    }
}
