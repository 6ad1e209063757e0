package dev.gotstack.stack.score;

import dev.gotstack.memory.PageTables;
import dev.gotstack.memory.PagingMode;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.LoadedModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A copy of a dump with parts of its memory overwritten or paged out. Works on the bytes of the file, whatever kind of
/// dump it is and however its memory is paged: the dump's own reader says where a byte lies.
public final class DumpCopy {
    /// An entry that is not valid: the page is in the paging file, at some place.
    private static final long PAGED_OUT_4 = 0x0012_3000L;
    private static final long PAGED_OUT_8 = 0x123L << 32;

    private final Kernel kernel;
    private final byte[] content;

    public DumpCopy(Kernel kernel) {
        this.kernel = kernel;
        try {
            this.content = Files.readAllBytes(kernel.dump().path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes over memory, as far as the dump holds it.
    public void overwrite(long va, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            long offset = kernel.space().fileOffset(va + i);
            if (offset >= 0) {
                content[(int) offset] = bytes[i];
            }
        }
    }

    /// Pages out the code of a module: its executable sections. Headers and data stay, as they mostly do.
    ///
    /// @return pages that were there before
    public int pageOutCode(LoadedModule module) {
        int pages = 0;
        for (var section : module.image().sections()) {
            if (section.executable()) {
                long start = module.base() + section.rva() & -PhysicalMemory.PAGE_SIZE;
                long end = module.base() + section.rva() + section.size();
                for (long page = start; page < end; page += PhysicalMemory.PAGE_SIZE) {
                    pages += pageOut(page) ? 1 : 0;
                }
            }
        }
        return pages;
    }

    /// Changes a page's table entry into one of the paging file.
    ///
    /// @return whether the page was there before
    public boolean pageOut(long page) {
        if (kernel.space().fileOffset(page) < 0
                || !(kernel.space().translate(page).orElseThrow() instanceof Translation.Mapped mapped)) {
            return false;
        }
        if (mapped.pageSize() != PhysicalMemory.PAGE_SIZE) {
            throw new IllegalStateException("a large page at " + Long.toHexString(page) + " cannot be paged out");
        }
        long entry =
                kernel.dump().physical().fileOffset(mapped.steps().getLast().entryPa());
        int size = ((PageTables) kernel.space()).mode().entrySize();
        long value = size == PagingMode.X86.entrySize() ? PAGED_OUT_4 : PAGED_OUT_8;
        for (int i = 0; i < size; i++) {
            content[(int) entry + i] = (byte) (value >>> 8 * i);
        }
        return true;
    }

    /// Maps a 4 KB page where none is, by a table that is there already.
    ///
    /// @param neighbour an address that the same page table maps
    public void map(long va, long neighbour, long pa) {
        var steps = kernel.space().translate(neighbour).orElseThrow().steps();
        if (va >>> 21 != neighbour >>> 21) {
            throw new IllegalArgumentException("another table maps " + Long.toHexString(va));
        }
        long entry = steps.getLast().entryPa() & -PhysicalMemory.PAGE_SIZE | (va >>> 12 & 0x1ff) * 8;
        int offset = (int) kernel.dump().physical().fileOffset(entry);
        for (int i = 0; i < 8; i++) {
            content[offset + i] = (byte) ((pa == 0 ? 0 : pa | 0x63) >>> 8 * i);
        }
    }

    /// The physical address of a page that is there.
    public long physical(long va) {
        return ((Translation.Mapped) kernel.space().translate(va).orElseThrow()).pa() & -PhysicalMemory.PAGE_SIZE;
    }

    /// Writes a word over physical memory, as far as the dump holds it.
    public void overwritePhysical(long pa, long word) {
        int offset = (int) kernel.dump().physical().fileOffset(pa);
        for (int i = 0; i < 8; i++) {
            content[offset + i] = (byte) (word >>> 8 * i);
        }
    }

    /// A 64-bit word as it is in the copy.
    public long word(long va) {
        int offset = (int) kernel.space().fileOffset(va);
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }

    /// Writes 64-bit words over memory.
    public void overwriteWords(long va, long... words) {
        for (int i = 0; i < words.length; i++) {
            var bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(words[i])
                    .array();
            overwrite(va + 8L * i, bytes);
        }
    }

    /// Writes the directory entry that maps an address, of page tables without PAE.
    void overwriteDirectoryEntry(long va, long entry) {
        if (kernel.dump().header().pae()) {
            throw new IllegalStateException("entries of PAE are wider");
        }
        long table = PagingMode.X86.root(kernel.dump().header().directoryTableBase());
        int offset = (int) kernel.dump().physical().fileOffset(table + (va >>> 22) * 4);
        for (int i = 0; i < 4; i++) {
            content[offset + i] = (byte) (entry >>> 8 * i);
        }
    }

    /// Writes the copy to a new file.
    public Path write(Path folder) {
        try {
            return Files.write(Files.createTempFile(folder, "copy", ".dmp"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
