package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.stack.score.DumpCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Contexts of a 64-bit dump: threads that do not run, 32-bit programs, what the processor has in place of task states.
/// Copies of the sample are changed byte by byte; what is true of its stack an emulated processor has traced.
class WideContextTest {
    private static final Path SAMPLE = Samples.ROOT.resolve("dumps-sample/overflow-x64");
    private static final long KTHREAD = 0xffff_fa80_0a3b_1210L;
    private static final long IDLE = 0xffff_fa80_0a3b_16c0L;
    private static final long KPRCB = 0xffff_f800_02a1_4780L;
    private static final long TEB = 0x7ff_fffd_e000L;

    /// Where `hogflt!HogFltCallNext` returns to `nt!IofCallDriver` ... of the oldest round.
    private static final long SLOT = 0xffff_f880_0652_3b58L;

    private static final int WAITING = 5;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aWaitingThreadGoesOnWhereItsSwitchFrameSays() throws IOException {
        var frames = new ObjectMapper()
                .readTree(Files.readAllBytes(SAMPLE.resolve("truth.json")))
                .path("frames");
        with(
                copy -> {
                    waits(copy);
                    copy.overwriteWords(KTHREAD + 0x38, SLOT - 0x38);
                    copy.overwriteWords(SLOT - 0x38, 1, 2, 3, 4, 5, 0, 0xffff_f880_0652_3c00L);
                },
                analysis -> {
                    var context = run(analysis, ".thread 0x" + Long.toHexString(KTHREAD));
                    assertTrue(
                            context.output().text().contains("unverified"),
                            context.output().text());
                    var registers = context.context().registers();
                    assertEquals(SLOT + 8, registers.get("rsp").orElse(0));
                    assertEquals(0xffff_f880_0652_3c00L, registers.get("rbp").orElse(0));
                    assertEquals(word(frames, SLOT), registers.get("rip").orElse(0));
                    // The rest of the stack is what the trace says, in the debugger's walk and in the rebuilt one.
                    for (var command : new String[] {"k", "kr"}) {
                        var text = new WinDbgInterpreter()
                                .run(command, context.context())
                                .output()
                                .text();
                        for (var frame : frames) {
                            long slot = Long.parseUnsignedLong(
                                    frame.path("slot").asText().substring(2), 16);
                            var value = frame.path("ret").asText().substring(2);
                            var shown = value.substring(0, 8) + "`" + value.substring(8);
                            assertTrue(slot <= SLOT || text.contains(shown), command + " lacks " + shown + ": " + text);
                        }
                    }
                });
    }

    private static long word(JsonNode frames, long slot) {
        for (var frame : frames) {
            if (Long.parseUnsignedLong(frame.path("slot").asText().substring(2), 16) == slot) {
                return Long.parseUnsignedLong(frame.path("ret").asText().substring(2), 16);
            }
        }
        throw new IllegalArgumentException("no frame returns by " + Long.toHexString(slot));
    }

    @Test
    void aStackThatMakesNoSenseIsSaidSo() {
        for (long saved : new long[] {0, 8, -8, KTHREAD, 0xffff_f880_0651_d000L}) {
            with(
                    copy -> {
                        waits(copy);
                        copy.overwriteWords(KTHREAD + 0x38, saved);
                    },
                    analysis -> {
                        var text = run(analysis, ".thread 0x" + Long.toHexString(KTHREAD))
                                .output()
                                .text();
                        assertFalse(text.contains("Using context"), text);
                        assertFalse(text.isBlank());
                    });
        }
    }

    private static void waits(DumpCopy copy) {
        copy.overwriteWords(KPRCB + 8, IDLE);
        copy.overwrite(KTHREAD + 0x164, new byte[] {WAITING});
    }

    @Test
    void a32BitProgramsRegistersAreFound() {
        long reserved = TEB + 0x1800;
        with(
                copy -> {
                    copy.overwriteWords(TEB + 0x1488, reserved);
                    // Flags and kind of processor, then the context's own flags.
                    copy.overwriteWords(reserved, 0x0001_003f_014c_0002L);
                    put(copy, reserved + 4 + 0xb0, 0x1122_3344);
                    put(copy, reserved + 4 + 0xb8, 0x7701_2345);
                    put(copy, reserved + 4 + 0xc4, 0x0012_fe08);
                    put(copy, reserved + 4 + 0xbc, 0x23);
                },
                analysis -> {
                    var text = run(analysis, ".effmach x86").output().text();
                    assertTrue(text.contains("eax=11223344"), text);
                    assertTrue(text.contains("eip=77012345"), text);
                    assertTrue(text.contains("esp=0012fe08"), text);
                    assertTrue(text.contains("cs=0023"), text);
                });
    }

    private static void put(DumpCopy copy, long va, int value) {
        for (int i = 0; i < 4; i++) {
            copy.overwrite(va + i, new byte[] {(byte) (value >>> 8 * i)});
        }
    }

    @Test
    void whyThereAreNo32BitRegistersIsSaid() {
        with(copy -> {}, analysis -> assertEffmach(analysis, "the program is a 64-bit one"));
        with(copy -> copy.overwriteWords(TEB + 0x1488, TEB), analysis -> assertEffmach(analysis, "no x86 processor"));
        with(
                copy -> copy.overwriteWords(TEB + 0x1488, 0x1234_5678_9abcL),
                analysis -> assertEffmach(analysis, "WOW64_CPURESERVED"));
        with(copy -> copy.overwriteWords(KTHREAD + 0xb8, 0), analysis -> assertEffmach(analysis, "no TEB"));
        with(
                copy -> copy.overwriteWords(KTHREAD + 0xb8, 0x10_0000_0000L),
                analysis -> assertEffmach(analysis, "is not in the dump"));
    }

    private static void assertEffmach(Analysis analysis, String why) {
        var text = run(analysis, ".effmach x86").output().text();
        assertTrue(text.contains(why), text);
    }

    @Test
    void statesOf64BitProcessorsAreInTheJson() {
        with(copy -> {}, analysis -> {
            var states = AnalysisJson.of(analysis).path("taskStates");
            assertEquals(2, states.size());
            var current = states.path(0);
            assertEquals("current", current.path("role").asText());
            assertEquals(
                    "0xfffff80000b9dcc0", current.path("registers").path("rsp").asText());
            var interrupted = states.path(1);
            assertEquals("interrupt_stack", interrupted.path("kind").asText());
            assertEquals(
                    "0xfffff80002a11e96",
                    interrupted.path("registers").path("rip").asText());
            assertEquals(
                    "0xfffff8800651dfa0",
                    interrupted.path("registers").path("rsp").asText());
            assertEquals(
                    "0xfffff8800651df98",
                    interrupted.path("registers").path("cr2").asText());
            // Nobody saved it: it is named all the same.
            assertTrue(interrupted.path("registers").has("rbx"));
            assertTrue(interrupted.path("registers").path("rbx").isNull());
            assertFalse(interrupted.path("registersReason").asText().isEmpty());
        });
    }

    /// Steps of derivations are read again from the file, by the offset that is said.
    @Test
    void derivationsLeadToTheBytesOfTheFile() {
        with(copy -> {}, analysis -> {
            var json = AnalysisJson.of(analysis).path("derivations");
            int read = 0;
            for (var derivation : json) {
                for (var step : derivation.path("steps")) {
                    if (step.path("fileOffset").isNull() || step.path("bytes").isNull()) {
                        continue;
                    }
                    assertTrue(step.path("virtualAddress").asText().startsWith("0xffff"), step.toString());
                    assertEquals(
                            step.path("bytes").asText(),
                            inFile(
                                    analysis.kernel().dump().path(),
                                    Long.decode(step.path("fileOffset").asText()),
                                    step.path("bytes").asText().length()));
                    read++;
                }
            }
            assertTrue(read > 20, "steps: " + read);
            for (var id : new String[] {"kpcr", "tr", "ist", "machine-frame", "cr2", "thread", "stack-limits"}) {
                assertTrue(json.findValuesAsText("id").contains(id), id);
            }
        });
    }

    private static String inFile(Path file, long offset, int digits) {
        try {
            var content = Files.readAllBytes(file);
            var text = new StringBuilder();
            for (int i = 0; text.length() < digits; i++) {
                text.append(String.format("%s%02x", i == 0 ? "" : " ", content[(int) offset + i]));
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Result run(Analysis analysis, String line) {
        return new WinDbgInterpreter().run(line, Context.of(analysis));
    }

    private void with(Consumer<DumpCopy> change, Consumer<Analysis> check) {
        var sample = Samples.analyze(Samples.dump(SAMPLE));
        Path dump;
        try {
            var copy = new DumpCopy(sample.kernel());
            change.accept(copy);
            dump = copy.write(folder);
        } finally {
            Samples.close(sample);
        }
        var analysis = Samples.analyze(dump);
        try {
            check.accept(analysis);
        } finally {
            Samples.close(analysis);
        }
    }
}
