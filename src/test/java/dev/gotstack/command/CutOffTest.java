package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// A dump that is cut off while it is open, as by a drive that goes away. Repeated: when the virtual machine reports it
/// depends on what is compiled.
class CutOffTest {
    @RepeatedTest(30)
    void commandsSayWhatIsGone(@TempDir Path folder) throws IOException {
        var file = Files.copy(Samples.ARTICLE, folder.resolve("dump.dmp"));
        var analysis = Analyzer.open(file, AnalysisOptions.defaults(), Progress.NONE);
        try (var kernel = analysis.kernel()) {
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(8192);
            }
            for (var line :
                    new String[] {"dd esp", "k", "!thread", "u eip", "lm", "!search 808813d8", "!analyze -v", "kr"}) {
                var said = new WinDbgInterpreter()
                        .run(line, Context.of(analysis))
                        .output()
                        .text();
                assertFalse(said.contains("Internal error"), said);
                assertTrue(said.length() > 5, said);
            }
        }
    }
}
