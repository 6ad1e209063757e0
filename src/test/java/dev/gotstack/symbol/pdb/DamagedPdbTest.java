package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.Judge;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever is done to a PDB's bytes: a result or [MalformedFileException], and soon.
class DamagedPdbTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static byte[] sample() {
        var writer = new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x60000020L)
                .frameData(0x1000, 0x50, 5, true, "$T0 .raSearch =")
                .fpo(0x2000, 0x10, 1, 2, 0x9a07)
                .omap(0x1000, 0x1000);
        for (int i = 0; i < 20; i++) {
            writer.publicSymbol(1, 0x20 * i, 2, "_Work" + i + "@12").procedure(1, 0x20 * i, 0x30, "Work" + i);
        }
        int list = writer.type(0x1203, PdbWriter.member(new Out(), "B", 0x23, 0));
        int inner = writer.structure("_INNER", 8, list);
        int array = writer.type(0x1503, new Out().u32(inner).u32(0x22).u16(24).text(""));
        int pointer = writer.type(0x1002, new Out().u32(array).u32(0x800a));
        var members = PdbWriter.member(PdbWriter.member(new Out(), "P", pointer, 0), "A", array, 8);
        writer.structure("_OUTER", 32, writer.type(0x1203, members));
        return writer.bytes();
    }

    static void readAll(byte[] bytes) {
        try {
            var pdb = Pdb.of(MemoryBytes.of(bytes));
            var table = pdb.symbols(List.of());
            table.all().forEach(symbol -> table.at(symbol.rva()));
            table.named("Work3");
            pdb.typeNames().stream().limit(200).forEach(pdb::type);
            pdb.fpo(0x1005);
            pdb.frameData(0x1005);
            pdb.problems();
        } catch (MalformedFileException expected) {
            // as promised
        }
    }

    private static void manyTimes(byte[] sample, int times, UnaryOperator<byte[]> damage) {
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < times; i++) {
                readAll(damage.apply(sample.clone()));
            }
        });
    }

    private static byte[] flip(byte[] bytes, Random random) {
        int flips = 1 + random.nextInt(6);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
        }
        return bytes;
    }

    @Test
    void anySingleByteSet() {
        var sample = sample();
        assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < sample.length; i++) {
                for (int value : new int[] {0, 0x7f, 0xff}) {
                    var copy = sample.clone();
                    copy[i] = (byte) value;
                    readAll(copy);
                }
            }
        });
    }

    @Test
    void severalBytesSet() {
        var random = new Random(20260101);
        manyTimes(sample(), 5_000, bytes -> flip(bytes, random));
    }

    @Test
    void cutAnywhere() {
        var random = new Random(7);
        manyTimes(sample(), 1_000, bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    @Test
    @Tag("realdata")
    void realOneDamaged() throws IOException {
        var real = Files.readAllBytes(Judge.data("real/rizin_minimal.pdb"));
        var random = new Random(11);
        manyTimes(real, 800, bytes -> flip(bytes, random));
        manyTimes(real, 100, bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length)));
    }

    @Test
    @Tag("realdata")
    void realKernelDamaged() throws IOException {
        var real = Files.readAllBytes(Judge.data("real/ms_ntkrnlpa_x86_xpsp3.pdb"));
        var random = new Random(13);
        manyTimes(real, 12, bytes -> {
            for (int i = 0; i < 200; i++) {
                flip(bytes, random);
            }
            return bytes;
        });
    }
}
