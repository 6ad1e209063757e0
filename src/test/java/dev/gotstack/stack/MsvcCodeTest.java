package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.stack.CompiledCode.Verdict;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.MemoryBytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Forward simulation on code that Microsoft's compiler made: the 32-bit library within JNA's jar.
@Tag("realdata")
class MsvcCodeTest {
    private static final String LIBRARY = "/com/sun/jna/win32-x86/jnidispatch.dll";
    private static final double REQUIRED = 0.995;

    @Test
    void entryAndReturnAgreeOnTheFrame() throws IOException {
        var sites = new CompiledCode(library()).compare();
        Map<Verdict, Long> counts =
                sites.stream().collect(Collectors.groupingBy(CompiledCode.Site::verdict, Collectors.counting()));
        long agreed = counts.getOrDefault(Verdict.AGREED, 0L);
        long disagreed = counts.getOrDefault(Verdict.DISAGREED, 0L);
        var text = sites.size() + " call sites: " + counts;
        System.out.println("MSVC code: " + text);
        assertTrue(sites.size() > 2400, text);
        assertTrue(agreed > 1500, text);
        assertTrue(agreed >= REQUIRED * (agreed + disagreed), () -> text + disagreements(sites));
    }

    private static String disagreements(List<CompiledCode.Site> sites) {
        return sites.stream()
                .filter(site -> site.verdict() == Verdict.DISAGREED)
                .map(site -> "\n" + site)
                .collect(Collectors.joining());
    }

    private static PeImage library() throws IOException {
        try (var resource = MsvcCodeTest.class.getResourceAsStream(LIBRARY)) {
            assumeTrue(resource != null, "JNA's jar is not here");
            assertNotNull(resource);
            var image = PeImage.file(MemoryBytes.of(resource.readAllBytes()));
            assertEquals(PeImage.MACHINE_X86, image.machine());
            return image;
        }
    }
}
