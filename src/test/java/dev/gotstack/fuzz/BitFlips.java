package dev.gotstack.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.memory.Translation;
import dev.gotstack.report.StoryText;
import dev.gotstack.stack.Trust;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One dump, single bits of which are flipped. Of every damaged copy the story is told and commands are run, and it is
/// checked
///
/// - that this ends within five seconds of a processor, in a result or a refusal with a reason;
/// - that it changes nothing but warnings if the bit lies in a block of the file that the story does not need: one that
///   can be replaced as a whole, by zeros and by its complement, without a change;
/// - that the bytes of the stack's modules and its free ones still add up to its size;
/// - that a bit of the stack makes no frame *certain* which the truth does not have, unless it is one of the frame's
///   own bytes: those from its stack pointer to the end of its return slot. (The truth is the processor's own trace.)
final class BitFlips implements AutoCloseable {
    static final List<String> COMMANDS =
            List.of("!analyze -v", "k", "kr", "!stackusage", "r", ".tss 0x28; r", "!process 0 0", "lm", "!pte @$csp");
    private static final int BLOCK = 0x1000;
    private static final long MOST_CPU = TimeUnit.SECONDS.toNanos(5);
    private static final String REFUSED = "refused: ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Specimen specimen;
    private final AnalysisOptions options;
    private final Scratch scratch;
    private final String shown;
    private final Set<Call> truth;
    private final boolean traced;
    private final Set<Call> guessed;
    private final Map<Integer, Long> stack;
    private final boolean[] read;

    private int flips;
    private int refused;
    private int unchanged;
    private int unread;
    private int onStack;

    /// A return slot and what it holds.
    private record Call(long slot, long returnAddress) {}

    /// @param folder holds the sample's symbols, and its truth if it is known
    /// @param options how dumps are opened
    BitFlips(Specimen specimen, Path folder, AnalysisOptions options, Path work) throws IOException {
        this.specimen = specimen;
        this.options = options;
        this.scratch = new Scratch(work, ".dmp");
        var known = folder.resolve("truth.json");
        this.traced = Files.exists(known);
        this.truth = traced ? truth(known) : Set.of();
        var analysis = Analyzer.open(scratch.with(specimen.bytes().clone()), options, Progress.NONE);
        try {
            this.shown = shown(analysis);
            this.guessed = certain(analysis).keySet();
            this.stack = stackBlocks(analysis);
        } finally {
            Samples.close(analysis);
        }
        this.read = new boolean[(specimen.bytes().length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < read.length; block++) {
            read[block] = matters(block);
        }
    }

    private static Set<Call> truth(Path file) throws IOException {
        var calls = new HashSet<Call>();
        for (var frame : JSON.readTree(file.toFile()).path("frames")) {
            calls.add(new Call(
                    number(frame.path("slot").asText()),
                    number(frame.path("ret").asText())));
        }
        return calls;
    }

    private static long number(String text) {
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    /// Blocks of the file that lie at multiples of their size and hold the stack, and where in memory that is.
    private static Map<Integer, Long> stackBlocks(Analysis analysis) {
        var blocks = new HashMap<Integer, Long>();
        analysis.stack().ifPresent(stack -> {
            var space = analysis.kernel().space();
            for (long va = stack.limit() & -BLOCK; va < stack.base(); va += BLOCK) {
                if (space.translate(va).orElse(null) instanceof Translation.Mapped mapped) {
                    long offset = analysis.kernel().dump().physical().fileOffset(mapped.pa());
                    if (offset >= 0 && offset % BLOCK == 0) {
                        blocks.put((int) (offset / BLOCK), va);
                    }
                }
            }
        });
        return blocks;
    }

    /// Frames that are called certain, with the lowest address of their bytes.
    private static Map<Call, Long> certain(Analysis analysis) {
        return analysis.reconstructedStack().frames().stream()
                .filter(frame -> frame.evidence().trust() == Trust.CERTAIN
                        && frame.returnSlot().isPresent())
                .collect(Collectors.toMap(
                        frame -> new Call(
                                frame.returnSlot().getAsLong(),
                                frame.returnAddress().orElse(0)),
                        frame -> frame.stackPointer(),
                        (one, other) -> one));
    }

    private static String shown(Analysis analysis) {
        var context = Context.of(analysis);
        var interpreter = new WinDbgInterpreter();
        return Stream.concat(
                        Stream.of(StoryText.of(analysis)),
                        COMMANDS.stream()
                                .map(command -> interpreter
                                        .run(command, context)
                                        .output()
                                        .text()))
                .collect(Collectors.joining("\n----\n"));
    }

    private boolean matters(int block) throws IOException {
        int from = block * BLOCK;
        int to = Math.min(specimen.bytes().length, from + BLOCK);
        var zeros = specimen.bytes().clone();
        Arrays.fill(zeros, from, to, (byte) 0);
        var others = specimen.bytes().clone();
        for (int at = from; at < to; at++) {
            others[at] ^= -1;
        }
        return !shown(zeros).equals(shown) || !shown(others).equals(shown);
    }

    private String shown(byte[] dump) throws IOException {
        try {
            var analysis = Analyzer.open(scratch.with(dump), options, Progress.NONE);
            try {
                return shown(analysis);
            } finally {
                Samples.close(analysis);
            }
        } catch (MalformedFileException e) {
            return REFUSED + e.getMessage();
        }
    }

    /// How many flips changed what is shown.
    int changes() {
        return flips - unchanged;
    }

    /// What was done so far.
    @Override
    public String toString() {
        int blocks = 0;
        for (boolean one : read) {
            blocks += one ? 1 : 0;
        }
        return "%-50s %,7d flips: %,6d refused, %,7d change nothing; %d of %d blocks are read, %,d flips outside them; %,d on the stack"
                .formatted(specimen.name(), flips, refused, unchanged, blocks, read.length, unread, onStack);
    }

    /// Flips some bit: anywhere, in the header, on the stack, or where the story reads, each a quarter of the times.
    ///
    /// @throws AssertionError if what is shown then is not as it must be
    void flip(SplittableRandom random) throws IOException {
        int block =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(read.length);
                    case 1 -> 0;
                    case 2 -> anyOf(List.copyOf(new TreeSet<>(stack.keySet())), random);
                    default ->
                        anyOf(
                                IntStream.range(0, read.length)
                                        .filter(at -> read[at])
                                        .boxed()
                                        .toList(),
                                random);
                };
        int from = block * BLOCK;
        flip(from + random.nextInt(Math.min(BLOCK, specimen.bytes().length - from)), random.nextInt(8));
    }

    private static int anyOf(List<Integer> blocks, SplittableRandom random) {
        return blocks.isEmpty() ? 0 : blocks.get(random.nextInt(blocks.size()));
    }

    /// Flips a bit and looks at what is shown.
    ///
    /// @throws AssertionError if that is not as it must be
    private void flip(int at, int bit) throws IOException {
        var dump = specimen.bytes().clone();
        dump[at] ^= (byte) (1 << bit);
        flips++;
        var where = specimen.name() + ", bit " + bit + " of byte 0x" + Integer.toHexString(at);
        long before = cpu();
        try {
            var analysis = Analyzer.open(scratch.with(dump), options, Progress.NONE);
            try {
                check(analysis, at, where);
            } finally {
                Samples.close(analysis);
            }
        } catch (MalformedFileException refusal) {
            refused++;
            Expect.that(read[at / BLOCK], where + ": refused, though it is not read: " + refusal.getMessage());
            Expect.that(String.valueOf(refusal.getMessage()).contains("expected"), where + ": " + refusal.getMessage());
        } catch (RuntimeException | Error found) {
            throw found instanceof AssertionError known ? known : new AssertionError(where, found);
        }
        Expect.that(cpu() - before < MOST_CPU, where + ": takes too long");
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void check(Analysis analysis, int at, String where) {
        var now = shown(analysis);
        Expect.that(!now.contains("Internal error"), where + ": an internal error");
        boolean same = now.equals(shown);
        unchanged += same ? 1 : 0;
        if (!read[at / BLOCK]) {
            unread++;
            Expect.that(
                    same || withoutWarnings(now).equals(withoutWarnings(shown)),
                    where + ": something changes, though it is not read");
        }
        analysis.usage().ifPresent(usage -> {
            long bytes = usage.free();
            for (var module : usage.modules()) {
                bytes += module.bytes();
            }
            Expect.that(bytes == usage.size(), where + ": " + bytes + " bytes of a stack of " + usage.size());
        });
        var page = stack.get(at / BLOCK);
        if (page != null && traced) {
            onStack++;
            frames(analysis, page + at % BLOCK, where);
        }
    }

    /// Of another processor's block a single bit is noticed, where one that is destroyed is not even looked for.
    private static String withoutWarnings(String text) {
        return text.lines().filter(line -> !line.startsWith("Warning: ")).collect(Collectors.joining("\n"));
    }

    private void frames(Analysis analysis, long flipped, String where) {
        int pointer = analysis.kernel().space().pointerSize();
        certain(analysis).forEach((call, lowest) -> {
            boolean own = flipped >= lowest && flipped < call.slot() + pointer;
            Expect.that(
                    own || truth.contains(call) || guessed.contains(call),
                    where + " at " + Long.toHexString(flipped) + ": certain, and not true: "
                            + Long.toHexString(call.slot()) + " -> " + Long.toHexString(call.returnAddress()));
        });
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
