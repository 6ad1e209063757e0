package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.PagingMode;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import dev.gotstack.text.Phrase;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Virtual memory as a small dump holds it: some blocks, and nothing else.
///
/// Blocks may overlap (parts of the stack are often data blocks as well). Where they do, the one that starts lower has
/// the bytes, as if the others began where it ends.
final class TriageMemory implements AddressSpace {
    private static final Hole NOT_SAVED = new Hole(Hole.Reason.NOT_IN_DUMP, Phrase.of("hole.small-dump"));

    private final MappedFile file;
    private final int pointerSize;
    private final TreeMap<Long, MemoryBlock> blocks = new TreeMap<>(Long::compareUnsigned);

    /// @param blocks none ends behind the address space; those at the same address: the longest wins
    TriageMemory(MappedFile file, int pointerSize, Collection<MemoryBlock> blocks) {
        this.file = file;
        this.pointerSize = pointerSize;
        var sorted = blocks.stream()
                .sorted(Comparator.comparing(MemoryBlock::va, Long::compareUnsigned)
                        .thenComparing(MemoryBlock::size, Comparator.reverseOrder()))
                .toList();
        MemoryBlock before = null;
        for (var block : sorted) {
            long covered = before == null || Long.compareUnsigned(block.va(), before.last()) > 0
                    ? 0
                    : before.last() - block.va() + 1;
            if (Long.compareUnsigned(covered, block.size()) < 0) {
                before = block.without(covered);
                this.blocks.put(before.va(), before);
            }
        }
    }

    private Optional<MemoryBlock> blockAt(long va) {
        return Optional.ofNullable(blocks.floorEntry(va))
                .map(Map.Entry::getValue)
                .filter(block -> Long.compareUnsigned(va, block.last()) <= 0);
    }

    @Override
    public String name() {
        return "memory of " + file.name();
    }

    @Override
    public int pointerSize() {
        return pointerSize;
    }

    @Override
    public int read(long va, byte[] target, int at, int length) {
        int done = 0;
        while (done < length) {
            var block = blockAt(va + done).orElse(null);
            if (block == null) {
                break;
            }
            long within = va + done - block.va();
            long held = Math.min(block.size(), Math.max(0, file.size() - block.offset())) - within;
            int part = (int) Math.min(length - done, held);
            if (part <= 0) {
                break;
            }
            file.copy(block.offset() + within, target, at + done, part);
            done += part;
        }
        return done;
    }

    @Override
    public Optional<Hole> hole(long va) {
        var block = blockAt(va);
        if (block.isPresent()) {
            return fileOffset(va) >= 0
                    ? Optional.empty()
                    : Optional.of(new Hole(
                            Hole.Reason.CUT_OFF,
                            Phrase.of(
                                    "hole.file-offset",
                                    Long.toHexString(block.get().offset()
                                            + va
                                            - block.get().va()))));
        }
        boolean canonical = (pointerSize == 4 ? PagingMode.PAE : PagingMode.LEVEL5).canonical(va);
        return Optional.of(canonical ? NOT_SAVED : new Hole(Hole.Reason.NON_CANONICAL, Phrase.of("hole.no-processor")));
    }

    @Override
    public Optional<Translation> translate(long va) {
        return Optional.empty();
    }

    @Override
    public long fileOffset(long va) {
        return blockAt(va)
                .map(block -> block.offset() + (va - block.va()))
                .filter(offset -> offset < file.size())
                .orElse(-1L);
    }

    @Override
    public long nextMapped(long va, long limit) {
        long page = va & -PhysicalMemory.PAGE_SIZE;
        var covering = blocks.floorEntry(page);
        long found =
                covering != null && Long.compareUnsigned(covering.getValue().last(), page) >= 0
                        ? page
                        : Optional.ofNullable(blocks.ceilingKey(page))
                                .map(start -> start & -PhysicalMemory.PAGE_SIZE)
                                .orElse(-1L);
        return found != -1 && Long.compareUnsigned(found, limit) < 0 ? found : -1;
    }
}
