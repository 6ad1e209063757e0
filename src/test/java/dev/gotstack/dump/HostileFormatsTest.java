package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.synth.Dump64Writer;
import dev.gotstack.synth.TriageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Damaged files of every format: a dump with a reason for each missing byte, or a refusal; soon, and never another
/// exception.
class HostileFormatsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int[] EDGES = {0, 1, -1, 0x7fffffff, 0x80000000, 0x45474150, 0x1000, 0xfff, 0x2000};

    private static byte[] whole(int kind) {
        int formats = Formats64Test.Kind.values().length;
        if (kind < formats) {
            var writer = new Dump64Writer()
                    .put(0x10, 0x1ad002)
                    .pages(Formats64Test.memory().all());
            return Formats64Test.Kind.values()[kind].write(writer);
        }
        var writer = new TriageWriter(kind % 2 == 0 ? 64 : 32)
                .stack(0x8051_0ee8L, new byte[0x2118])
                .debuggerData(0x8054_0000L, new byte[0x340])
                .driver("ntoskrnl.exe", 0x8040_0000L, 0x200000)
                .unloaded("dam.sys", 0x9000_0000L, 0x1c000);
        for (int i = 0; i < 20; i++) {
            writer.block(0x8055_0000L + 0x180 * i, new byte[0x200]);
        }
        return writer.write();
    }

    @Property(tries = 600)
    void damagedFiles(@ForAll @IntRange(max = 11) int kind, @ForAll long seed) {
        var content = whole(kind);
        var random = new Random(seed);
        if (random.nextInt(4) == 0) {
            content = Arrays.copyOf(content, random.nextInt(content.length));
        }
        var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(12); i > 0 && content.length > 0x10; i--) {
            int near = random.nextInt(3) == 0 ? content.length : Math.min(content.length, 0x2100);
            int at = 8 + random.nextInt(near - 12);
            if (random.nextBoolean()) {
                bytes.putInt(at & ~3, EDGES[random.nextInt(EDGES.length)]);
            } else {
                bytes.put(at, (byte) random.nextInt());
            }
        }
        var damaged = content;
        assertTimeoutPreemptively(SOON, () -> use(damaged, random));
    }

    /// Every field of the tables and of the header that they need, with every value at an edge.
    @Property(tries = 12)
    void everyFieldAtEveryEdge(@ForAll @IntRange(max = 11) int kind) throws IOException {
        var whole = whole(kind);
        int table = whole[4] == 'D' && whole[5] == 'U' && whole[6] == '6' ? 0x2000 : 0x1000;
        for (int at = table; at < table + 0x80; at += 4) {
            for (int value : EDGES) {
                var damaged = whole.clone();
                ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
                use(damaged, new Random(at));
            }
        }
    }

    private static void use(byte[] content, Random random) throws IOException {
        var file = Files.createTempFile("hostile", ".dmp");
        Files.write(file, content);
        try (var dump = Dump.open(file)) {
            var space = dump.kernelSpace();
            long at = space.nextMapped(0, -1);
            for (int i = 0; i < 20 && at != -1; i++) {
                var bytes = new byte[0x1800];
                int got = space.read(at, bytes, 0, bytes.length);
                assertEquals(got == 0, space.hole(at).isPresent());
                assertTrue(got == bytes.length || space.hole(at + got).isPresent());
                at = space.nextMapped(at + 0x1000, -1);
            }
            for (int i = 0; i < 20; i++) {
                long pa = random.nextLong() >>> random.nextInt(64);
                boolean held = dump.physical().read(pa & -0x1000, new byte[0x1000], 0, 0x1000);
                assertEquals(held, dump.physical().fileOffset(pa) >= 0);
            }
        } catch (MalformedFileException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
        } finally {
            Files.delete(file);
        }
    }
}
