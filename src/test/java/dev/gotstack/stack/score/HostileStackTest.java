package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.memory.PhysicalMemory;
import dev.gotstack.memory.Translation;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.Trust;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolOptions;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.SymbolSources;
import dev.gotstack.x86.RegisterSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Stacks that are damaged, made up or endless: the walk ends in bounded time, says why, and calls nothing certain that
/// is false.
class HostileStackTest {
    /// Generous: the machine may be busy. Ours takes a small part of a second.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final SymbolStore NO_SYMBOLS = SymbolStore.of(List.of(), false);

    @TempDir
    private Path folder;

    private static SymbolSources pdbs(Path folder) {
        return new SymbolSources(
                SymbolStore.of(List.of(folder), List.of(), SymbolOptions.local(false)),
                ImageStore.of(List.of(folder)),
                true);
    }

    private static SymbolSources nothing() {
        return new SymbolSources(NO_SYMBOLS, ImageStore.of(List.of()), false);
    }

    private static List<Sample> samples() {
        return Samples.folders().stream().map(path -> new Sample(path, true)).toList();
    }

    private static CallStack walk(Target target, KernelStack stack, RegisterSet registers) {
        var found = assertTimeoutPreemptively(
                PATIENCE, () -> Reconstruction.of(target.kernel(), stack, registers), "the walk takes too long");
        assertFalse(found.stop().english().isBlank(), "the walk says why it ends");
        return found;
    }

    private static CallStack walk(Target target) {
        return walk(target, target.stack(), target.registers());
    }

    private static void assertNothingFalseIsCertain(CallStack found, Set<Slot> truth) {
        var wrong = Claim.of(found.frames()).stream()
                .filter(claim -> claim.trust() == Trust.CERTAIN && !truth.contains(claim.slot()))
                .toList();
        assertEquals(0, wrong.size(), () -> "certain but false: " + wrong.getFirst());
    }

    /// Opens changed copies with PDBs and without anything.
    private void bothWays(Path dump, Path symbols, Check check) throws IOException {
        for (var sources : List.of(pdbs(symbols), nothing())) {
            try (var target = Target.open(dump, sources)) {
                check.of(target);
            }
        }
        Files.delete(dump);
    }

    private interface Check {
        void of(Target target);
    }

    @TestFactory
    Stream<DynamicTest> aPageOfTheStackIsMissing() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    try (var original = Target.open(sample.dump(), nothing())) {
                        for (long page = original.used() & -PhysicalMemory.PAGE_SIZE;
                                page < original.stack().base();
                                page += PhysicalMemory.PAGE_SIZE) {
                            var copy = new DumpCopy(original.kernel());
                            assertTrue(copy.pageOut(page), "the page was there");
                            bothWays(
                                    copy.write(folder),
                                    sample.folder(),
                                    target -> assertNothingFalseIsCertain(walk(target), sample.truth(target.stack())));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> garbageIsAllThereIs() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    try (var original = Target.open(sample.dump(), nothing())) {
                        var bytes = new byte[(int) (original.stack().base() - original.used())];
                        new Random(1).nextBytes(bytes);
                        var copy = new DumpCopy(original.kernel());
                        copy.overwrite(original.used(), bytes);
                        bothWays(copy.write(folder), sample.folder(), target -> {
                            var found = walk(target);
                            assertNothingFalseIsCertain(found, Set.of());
                            assertFalse(found.complete());
                        });
                    }
                }));
    }

    /// The frame pointer leads to itself, and the code that runs is not there to tell otherwise.
    @TestFactory
    Stream<DynamicTest> theFramePointerLinksToItself() {
        return selfLinked((target, found) -> assertFalse(found.frames().isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aFrameIsNotItsOwnCaller() {
        return selfLinked((target, found) -> {
            var claims = Claim.of(found.frames());
            assertEquals(claims.stream().map(Claim::slot).distinct().count(), claims.size());
            assertTrue(claims.stream()
                    .noneMatch(claim ->
                            claim.trust() == Trust.CERTAIN && claim.slot().address() == selfLink(target) + 4));
        });
    }

    private Stream<DynamicTest> selfLinked(BiConsumer<Target, CallStack> check) {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    try (var original = Target.open(sample.dump(), nothing())) {
                        long ebp = selfLink(original);
                        var copy = new DumpCopy(original.kernel());
                        copy.overwrite(ebp, words(2, ebp, returnAddress(original, sample)));
                        var registers = RegisterSet.none()
                                .with("eip", 0x10)
                                .with("esp", ebp - 0x40)
                                .with("ebp", ebp);
                        bothWays(
                                copy.write(folder),
                                sample.folder(),
                                target -> check.accept(target, walk(target, target.stack(), registers)));
                    }
                }));
    }

    private static long selfLink(Target target) {
        return target.stack().base() - 0x800;
    }

    @Test
    void everyWordCouldBeAReturnAddress() throws IOException {
        fullOfOneReturnAddress(found -> assertFalse(found.complete()));
    }

    @Test
    void oneReturnAddressEverywhereProvesNothing() throws IOException {
        fullOfOneReturnAddress(found -> assertNothingFalseIsCertain(found, Set.of()));
    }

    /// Four megabytes of stack, each of its million words the same return address.
    private void fullOfOneReturnAddress(Consumer<CallStack> check) throws IOException {
        var sample = samples().stream()
                .filter(one -> one.name().equals("stack-x86-second"))
                .findFirst()
                .orElseThrow();
        long limit = 0xd000_0000L;
        long size = 0x40_0000;
        try (var original = Target.open(sample.dump(), nothing())) {
            long address = returnAddress(original, sample);
            var copy = new DumpCopy(original.kernel());
            // The thread's own stack gives the page table and the page that it maps throughout.
            long table = original.stack().base() - 2L * PhysicalMemory.PAGE_SIZE;
            long page = original.stack().base() - PhysicalMemory.PAGE_SIZE;
            copy.overwrite(page, words(PhysicalMemory.PAGE_SIZE / 4, address));
            copy.overwrite(table, words(PhysicalMemory.PAGE_SIZE / 4, physical(original, page) | 0x63));
            copy.overwriteDirectoryEntry(limit, physical(original, table) | 0x63);
            var stack = new KernelStack(limit + size, limit, limit + size, 0, 0, Optional.empty());
            var registers = original.registers().with("esp", limit + 0x100).with("ebp", limit + 0x200);
            bothWays(copy.write(folder), sample.folder(), target -> {
                assertEquals(address, target.word(limit + size - 4));
                check.accept(walk(target, stack, registers));
            });
        }
    }

    private static long physical(Target target, long va) {
        return target.kernel().space().translate(va).orElseThrow() instanceof Translation.Mapped mapped
                ? mapped.pa()
                : 0;
    }

    /// Programs that divide by zero wherever they would have read the return address: as good as none.
    @TestFactory
    Stream<DynamicTest> frameProgramsDivideByZero() {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
                    var broken = Files.createTempDirectory(folder, "pdbs");
                    var without = Files.createTempDirectory(folder, "pdbs");
                    try (Stream<Path> files = Files.list(sample.folder())) {
                        for (var file : files.filter(path -> path.toString().endsWith(".pdb"))
                                .toList()) {
                            Files.write(broken.resolve(file.getFileName()), divideByZero(file));
                            PdbWithoutFrames.copy(file, without);
                        }
                    }
                    try (var first = Target.open(sample.dump(), pdbs(broken));
                            var second = Target.open(sample.dump(), pdbs(without))) {
                        assertEquals(
                                Claim.of(walk(second).frames()).stream()
                                        .map(Claim::slot)
                                        .toList(),
                                Claim.of(walk(first).frames()).stream()
                                        .map(Claim::slot)
                                        .toList());
                    }
                }));
    }

    private static byte[] divideByZero(Path pdb) throws IOException {
        var text = new String(Files.readAllBytes(pdb), StandardCharsets.ISO_8859_1);
        return text.replace("$eip $T0 ^ =", "$eip 1 0 / =").getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A return address of the sample whose call leads elsewhere than to the code that was interrupted.
    private static long returnAddress(Target target, Sample sample) {
        var modules = target.kernel().modules();
        var interrupted = modules.at(target.registers().instructionPointer());
        return sample.truth(target.stack()).stream()
                .mapToLong(Slot::value)
                .filter(value -> !modules.at(value).equals(interrupted))
                .sorted()
                .findFirst()
                .orElseGet(() -> sample.truth(target.stack()).iterator().next().value());
    }

    /// Words repeated `times` in all.
    private static byte[] words(int times, long... values) {
        var bytes = new byte[4 * times];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i / 4 % values.length] >>> 8 * (i % 4));
        }
        return bytes;
    }
}
