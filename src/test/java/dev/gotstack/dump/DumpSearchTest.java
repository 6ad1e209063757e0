package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.io.Progress;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PhysicalMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DumpSearchTest {
    private static final int LENGTH = 24;

    static Stream<Path> dumps() throws IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.walk(Samples.ROOT.resolve("dumps-sample"))) {
            files.filter(path ->
                            path.toString().endsWith(".dmp") || path.toString().endsWith(".dmp.gz"))
                    .sorted()
                    .forEach(all::add);
        }
        assertTrue(all.size() > 10, "all formats");
        return all.stream();
    }

    /// Every page is found where the dump says that it lies, and from there again.
    @ParameterizedTest
    @MethodSource("dumps")
    void offsetsAndAddressesAreInverse(Path path) throws IOException {
        try (var dump = Dump.open(path)) {
            var physical = dump.physical();
            var pages = new HashSet<Long>();
            for (long offset = 0; offset < dump.size(); offset += 0x1000) {
                long pa = physical.addressAt(offset + 0x123);
                if (pa >= 0) {
                    assertEquals(offset + 0x123, physical.fileOffset(pa));
                    pages.add(pa >>> 12);
                }
            }
            assertEquals(physical.pageCount(), pages.size());
            assertEquals(-1, physical.addressAt(0));
            assertEquals(-1, physical.addressAt(dump.size() + 0x1000));
        }
    }

    /// What an address space shows is found, also where it lies across pages.
    @ParameterizedTest
    @MethodSource("dumps")
    void whatMemoryHoldsIsFound(Path path) throws IOException {
        var random = new Random(11);
        try (var dump = Dump.open(path)) {
            var space = dump.kernelSpace();
            long va = -1;
            for (int found = 0; found < 12; found++) {
                va = space.nextMapped(va + 0x1000, dump.header().format().pointerSize() == 4 ? 0x1_0000_0000L : -1);
                if (va == -1) {
                    break;
                }
                check(dump, space, va + random.nextInt(0x1000));
                check(dump, space, va + 0x1000 - 1 - random.nextInt(LENGTH - 1));
            }
        }
    }

    private static void check(Dump dump, AddressSpace space, long va) {
        var wanted = new byte[LENGTH];
        long offset = space.fileOffset(va);
        if (offset < 0 || space.read(va, wanted, 0, LENGTH) < LENGTH) {
            return;
        }
        boolean apart = space.fileOffset(va + LENGTH - 1) != offset + LENGTH - 1
                || isApart(dump.physical(), offset, offset + LENGTH - 1);
        var finds = new ArrayList<DumpSearch.Find>();
        dump.search().run(wanted, find -> finds.add(find) && find.fileOffset() <= offset, Progress.NONE);
        var here = finds.stream().filter(find -> find.fileOffset() == offset).toList();
        assertEquals(apart ? 0 : 1, here.size(), () -> Long.toHexString(va));
        if (!apart) {
            assertEquals(
                    space.translate(va).isPresent() ? dump.physical().addressAt(offset) : va,
                    here.getFirst()
                            .physical()
                            .orElseGet(() -> here.getFirst().virtual().orElseThrow()));
        }
    }

    private static boolean isApart(PhysicalMemory physical, long from, long to) {
        return physical.addressAt(from) >= 0 && physical.addressAt(to) != physical.addressAt(from) + (to - from);
    }
}
