package dev.gotstack.fuzz;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Context;
import dev.gotstack.dump.Dump;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// What is searched for: bytes, and the patterns of `s` and `!search`. What is found is compared with a plain look at
/// every byte of the file.
final class SearchTarget implements Target {
    private static final List<String> LINES = List.of(
            "!search 808813d8",
            "!search -b 4d 5a 90",
            "!search -a \"MmSt\"",
            "!search -u \"nt\"",
            "s -d @esp L1000 28",
            "s -b 80800000 L2000 4d 5a",
            "s -w 80800000 L?1000 5a4d",
            "s -q @esp L100 0",
            "s -a 80800000 L3000 \"Mm\"",
            "s -u 80800000 L3000 \"Mm\"",
            "s -[1]sa 80800000 L3000",
            "s -[l4]su @esp L1000",
            "s -[w]d @esp L400 @eip");
    private static final int MOST_BYTES = 24;
    private static final int MOST_FINDS = 500;
    private static final int PAGE = 0x1000;

    private final Analysis analysis = Samples.analyze(Samples.ARTICLE);
    private final byte[] file = Corpus.read(Samples.ARTICLE);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<Specimen> specimens() {
        var memory = Stream.of(0x2000, 0x8000, 0x1_1000, 0x3_0ff0)
                .map(at -> Specimen.of("bytes at " + at, Arrays.copyOfRange(file, at, at + MOST_BYTES)));
        var lines = LINES.stream().map(line -> Specimen.of(line, line.getBytes(StandardCharsets.ISO_8859_1)));
        return Stream.concat(memory, lines).toList();
    }

    @Override
    public List<String> words() {
        return List.of(
                "!search ",
                "s ",
                "-b ",
                "-d ",
                "-a ",
                "-u ",
                "-sa ",
                "-[1]",
                "-[l",
                "]",
                " L",
                "L?",
                "0",
                "ffffffff",
                "1`00000000",
                "\"",
                "@esp",
                "poi(",
                ")",
                "nt!",
                ";",
                "-",
                "99999999999",
                "\u0000");
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        var line = new String(input, StandardCharsets.ISO_8859_1);
        if (line.startsWith("s ") || line.startsWith("!search")) {
            StoryTarget.run(line, Context.of(analysis));
        } else if (input.length > 0) {
            int from = random.nextInt(input.length);
            int length = Math.min(input.length - from, 1 + random.nextInt(MOST_BYTES));
            compare(analysis.kernel().dump(), Arrays.copyOfRange(input, from, from + length));
        }
    }

    private void compare(Dump dump, byte[] wanted) {
        var found = new HashSet<Long>();
        dump.search().run(wanted, find -> found.size() < MOST_FINDS && found.add(find.fileOffset()), Progress.NONE);
        for (long offset : found) {
            Expect.that(isAt(wanted, offset), "something else was found");
        }
        int seen = 0;
        for (int at = 0; at + wanted.length <= file.length && seen < MOST_FINDS; at++) {
            // What crosses pages may lie apart in memory: only what lies in one page must be found.
            boolean must = at % PAGE + wanted.length <= PAGE && dump.physical().addressAt(at) >= 0;
            if (must && isAt(wanted, at)) {
                Expect.that(found.contains((long) at), "a place was not found");
            }
            seen += found.contains((long) at) ? 1 : 0;
        }
    }

    private boolean isAt(byte[] wanted, long offset) {
        int at = (int) offset;
        return at + wanted.length <= file.length
                && Arrays.mismatch(file, at, at + wanted.length, wanted, 0, wanted.length) < 0;
    }

    @Override
    public void close() throws IOException {
        Samples.close(analysis);
    }
}
