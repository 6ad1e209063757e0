package dev.gotstack.windows;

import dev.gotstack.dump.Dump;
import dev.gotstack.dump.FilePiece;
import dev.gotstack.dump.MemoryBlock;
import dev.gotstack.dump.TriageDump;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.Struct;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.memory.AddressSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Finds out where the structures were of which a small dump holds copies, so that they can be read like all memory.
///
/// The thread's address is the control block's current thread, the process's is the one that thread is attached to. The
/// control block itself says nowhere where it was; but it is full of list heads, and the empty ones point to
// themselves.
record TriageCopies(Optional<MemoryBlock> processorBlock, List<MemoryBlock> blocks) {
    /// Fewer empty lists that agree prove nothing.
    private static final int ENOUGH = 3;
    /// Bytes of a control block that are looked at.
    private static final long MOST = 0x2_0000;

    /// The copies of a small dump, by these layouts. What cannot be placed is left out.
    static TriageCopies of(Dump dump, TriageDump triage, TypeSource types) {
        var blocks = new ArrayList<MemoryBlock>();
        var processor = triage.processorBlock();
        int pointerSize = dump.header().format().pointerSize();
        var region = processor.flatMap(piece -> selfAddress(dump, piece).map(va -> block(va, piece, pointerSize)));
        region.ifPresent(blocks::add);
        var thread = processor.flatMap(piece -> pointer(dump, types, piece, "_KPRCB", "CurrentThread"));
        thread.ifPresent(va -> triage.thread().ifPresent(piece -> blocks.add(block(va, piece, pointerSize))));
        triage.thread()
                .flatMap(piece -> pointer(dump, types, piece, "_KTHREAD", "ApcState.Process"))
                .ifPresent(va -> triage.process().ifPresent(piece -> blocks.add(block(va, piece, pointerSize))));
        return new TriageCopies(region, List.copyOf(blocks));
    }

    private static MemoryBlock block(long va, FilePiece piece, int pointerSize) {
        // A copy that would end behind the address space was not there.
        long room = pointerSize == 4 ? (1L << 32) - va : va == 0 ? piece.size() : -va;
        return new MemoryBlock(va, Long.compareUnsigned(piece.size(), room) > 0 ? room : piece.size(), piece.offset());
    }

    private static Optional<Long> pointer(Dump dump, TypeSource types, FilePiece piece, String type, String field) {
        try {
            long value = Struct.at(dump.bytes(piece), types, type, 0).get(field);
            return value == 0 ? Optional.empty() : Optional.of(value);
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
    }

    /// The address that the most empty lists of the copy agree on.
    private static Optional<Long> selfAddress(Dump dump, FilePiece piece) {
        int size = dump.header().format().pointerSize();
        byte[] bytes;
        try {
            bytes = dump.bytes(piece).read(0, (int) Math.min(piece.size(), MOST), "_KPRCB");
        } catch (MalformedFileException e) {
            return Optional.empty();
        }
        var votes = new HashMap<Long, Integer>();
        for (int at = 0; at + 2 * size <= bytes.length; at += size) {
            long next = LittleEndian.unsigned(bytes, at, size);
            if (next != 0 && next == LittleEndian.unsigned(bytes, at + size, size)) {
                votes.merge(next - at, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() >= ENOUGH && vote.getKey() % size == 0)
                .max(java.util.Map.Entry.comparingByValue())
                .map(java.util.Map.Entry::getKey);
    }

    /// A dump's memory with its copies.
    AddressSpace space(Dump dump) {
        return dump.space(blocks);
    }
}
