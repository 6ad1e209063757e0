package dev.gotstack.symbol.pe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gotstack.Samples;
import dev.gotstack.io.MappedFile;
import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Unwind data of the sample's images, judged by LLVM's reader.
class LlvmUnwindTest {
    private static final String TOOL = "llvm-readobj-19";
    private static final List<String> REGISTERS = List.of(
            "RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI", "R8", "R9", "R10", "R11", "R12", "R13", "R14",
            "R15");

    static List<Path> images() throws IOException {
        try (Stream<Path> files = Files.list(Samples.ROOT.resolve("dumps-sample/overflow-x64"))) {
            return files.filter(path -> path.toString().endsWith(".sys")
                            || path.getFileName().toString().equals("ntoskrnl.exe"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void codesAndChains(Path path) throws IOException {
        var expected = Judge.run(TOOL, "--unwind", path.toString()).stream()
                .map(String::strip)
                .filter(LlvmUnwindTest::tells)
                .toList();
        assertFalse(expected.isEmpty());
        try (var file = MappedFile.open(path)) {
            var image = PeImage.file(file);
            var ours = new ArrayList<String>();
            for (var function : image.runtimeFunctions()) {
                describe(image, function, ours);
            }
            assertEquals(String.join("\n", expected), String.join("\n", ours));
        }
    }

    /// Lines that both sides have. LLVM prints addresses of images with their base.
    private static boolean tells(String line) {
        return line.matches("(Version|PrologSize): .*|0x[0-9A-F]+: .*");
    }

    private static void describe(PeImage image, RuntimeFunction function, List<String> lines) {
        var info = image.unwindInfo(function);
        lines.add("Version: " + info.version());
        lines.add("PrologSize: " + info.prologSize());
        for (var code : info.codes()) {
            lines.add(String.format(Locale.ROOT, "0x%02X: %s", code.prologOffset(), words(info, code)));
        }
    }

    private static String words(UnwindInfo info, UnwindCode code) {
        return switch (code.operation()) {
            case PUSH -> "PUSH_NONVOL reg=" + REGISTERS.get(code.register());
            case ALLOCATE -> (code.bytes() > 128 ? "ALLOC_LARGE" : "ALLOC_SMALL") + " size=" + code.bytes();
            case SET_FRAME ->
                "SET_FPREG reg=" + REGISTERS.get(info.frameRegister())
                        + String.format(Locale.ROOT, ", offset=0x%X", info.frameOffset());
            case SAVE ->
                String.format(
                        Locale.ROOT, "SAVE_NONVOL reg=%s, offset=0x%X", REGISTERS.get(code.register()), code.bytes());
            case SAVE_XMM -> "SAVE_XMM128 reg=XMM" + code.register();
            case MACHINE_FRAME -> "PUSH_MACHFRAME errcode=" + (code.bytes() == 0 ? "no" : "yes");
        };
    }
}
