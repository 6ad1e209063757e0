package dev.gotstack.fuzz;

import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Formatter;
import dev.gotstack.disasm.Mode;
import dev.gotstack.disasm.SymbolNames;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Instructions, at any byte, cut off anywhere.
final class CodeTarget implements Target {
    private static final int LENGTH = 64;

    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    @Override
    public String name() {
        return "code";
    }

    @Override
    public List<Specimen> specimens() {
        return Corpus.files(".sys").stream()
                .limit(8)
                .map(Corpus::read)
                .flatMap(bytes -> Arrays.stream(new int[] {0x400, 0x480, 0x600, 0x680})
                        .filter(at -> at + LENGTH <= bytes.length)
                        .mapToObj(at -> Specimen.of("code", Arrays.copyOfRange(bytes, at, at + LENGTH))))
                .toList();
    }

    @Override
    public void read(byte[] input, SplittableRandom random) {
        var mode = Mode.values()[random.nextInt(Mode.values().length)];
        for (int at = random.nextInt(4); at < input.length; ) {
            var instruction = decoder.decode(input, at, input.length - at, mode);
            formatter.format(instruction, random.nextLong(), SymbolNames.NONE);
            int length = instruction.length();
            Expect.that(length > 0 && length <= Decoder.MAX_LENGTH, "an instruction of " + length + " bytes");
            Expect.that(at + length <= input.length, "an instruction beyond the end");
            at += length;
        }
    }
}
