package dev.gotstack.fuzz;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.memory.PageTables;
import dev.gotstack.memory.PagingMode;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Page tables of every mode that lead anywhere, also to each other and to themselves. What is remembered of them has
/// to say the same as a walk from the outermost table.
final class PageTableTarget implements Target {
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;
    private static final int PAGES = 8;

    /// Pages one after another, the first at offset 0 of what would be the file; every seventh is not there.
    private record Memory(byte[] bytes) implements PhysicalMemory {
        @Override
        public long fileOffset(long pa) {
            long page = pa >>> 12;
            return page < bytes.length / PAGE && page % 7 != 6 ? pa : -1;
        }

        @Override
        public long addressAt(long fileOffset) {
            return fileOffset(fileOffset);
        }

        @Override
        public boolean read(long pa, byte[] target, int at, int length) {
            if (fileOffset(pa) < 0) {
                return false;
            }
            System.arraycopy(bytes, (int) pa, target, at, length);
            return true;
        }

        @Override
        public long value(long fileOffset, int size) {
            return LittleEndian.unsigned(bytes, (int) fileOffset, size);
        }

        @Override
        public long pageCount() {
            return bytes.length / PAGE;
        }
    }

    @Override
    public String name() {
        return "page-tables";
    }

    @Override
    public List<Specimen> specimens() {
        var all = new ArrayList<Specimen>();
        for (int entry : new int[] {4, 8}) {
            for (int density : new int[] {2, 64}) {
                all.add(Specimen.of("tables-" + entry + "-" + density, tables(entry, density)));
            }
        }
        return all;
    }

    private static byte[] tables(int size, int density) {
        var random = new SplittableRandom(size * 1000L + density);
        var bytes = new byte[PAGES * PAGE];
        for (int at = 0; at < bytes.length; at += size) {
            if (random.nextInt(density) == 0) {
                int flags = new int[] {1, 0x63, 0xe3, 0x800, 0x400, 0x20}[random.nextInt(6)];
                int value = random.nextInt(PAGES + 1) << 12 | flags;
                for (int i = 0; i < 4; i++) {
                    bytes[at + i] = (byte) (value >>> 8 * i);
                }
            }
        }
        return bytes;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        var memory = new Memory(input);
        var mode = PagingMode.values()[random.nextInt(PagingMode.values().length)];
        long root = random.nextInt(8) == 0 ? random.nextLong() : (long) random.nextInt(PAGES) << 12;
        var tables = new PageTables("tables", memory, mode, root);
        for (int i = 0; i < 16; i++) {
            check(tables, memory, address(mode, random));
        }
        long at = tables.nextMapped(address(mode, random), -1);
        for (int i = 0; i < 4 && at != -1; i++) {
            Expect.that(
                    tables.translate(at).orElseThrow() instanceof Translation.Mapped, "the next mapped page is not");
            check(tables, memory, at);
            at = tables.nextMapped(at + PAGE, -1);
        }
    }

    private static long address(PagingMode mode, SplittableRandom random) {
        long any = random.nextLong() >>> random.nextInt(64);
        if (mode.pointerSize() == 4) {
            return random.nextInt(16) == 0 ? any : any & 0xffff_ffffL;
        }
        return random.nextInt(16) == 0 ? any : any << 16 >> 16;
    }

    private static void check(PageTables tables, Memory memory, long va) {
        long pa = tables.physicalAddress(va);
        var walked = tables.translate(va).orElseThrow();
        Expect.that(
                walked instanceof Translation.Mapped mapped ? mapped.pa() == pa : pa < 0,
                "what is remembered differs from the walk");
        if (pa < 0) {
            PageTables.reasonOf(pa);
        }
        boolean held = pa >= 0 && memory.fileOffset(pa) >= 0;
        Expect.that(held == tables.hole(va).isEmpty(), "a hole that is none");
        Expect.that(held == tables.fileOffset(va) >= 0, "a place without its byte");
        var bytes = new byte[PAGE + 16];
        int got = tables.read(va, bytes, 0, bytes.length);
        Expect.that(held == got > 0, "bytes without a page");
        Expect.that(tables.value(va, 8).isPresent() == got >= 8, "a value without its bytes");
    }
}
