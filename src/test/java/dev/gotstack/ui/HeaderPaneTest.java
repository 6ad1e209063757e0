package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.synth.Dump64Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump of which the header can be read and nothing else.
class HeaderPaneTest extends WindowTest {
    @TempDir
    private Path folder = Path.of("");

    private Path declined() throws IOException {
        // Encrypted: nobody can use its pages.
        var writer = new Dump64Writer().putInt(0x1050, 0x100);
        writer.page(1);
        return Files.write(folder.resolve("declined.dmp"), writer.full());
    }

    @Test
    void theHeaderIsAPage() throws IOException {
        open(declined());

        assertTrue(find("#header-only").isVisible());
        assertFalse(find("#welcome").isVisible());
        var facts = texts("#header-facts");
        assertTrue(facts.contains("0x7F UNEXPECTED_KERNEL_MODE_TRAP"), facts);
        assertTrue(facts.contains("4 × x64"), facts);
        assertTrue(facts.contains("fffff80401234567"), facts);
        assertTrue(text("#header-reason").contains("encrypted"), text("#header-reason"));
        assertFalse(find("#banner").isVisible(), "the page says it already");
    }

    @Test
    void aReadableDumpTakesItsPlace() throws IOException {
        open(declined());
        open(Samples.ARTICLE);

        assertFalse(find("#header-only").isVisible());
        assertTrue(model.analysisProperty().get() != null);
        assertEquals(null, model.headerProperty().get());
    }

    @Test
    void whatIsOpenStaysAndTheBannerNamesTheBugCheck() throws IOException {
        open(Samples.ARTICLE);
        open(declined());

        assertFalse(find("#header-only").isVisible());
        assertTrue(texts("#banner").contains("UNEXPECTED_KERNEL_MODE_TRAP"), texts("#banner"));
        assertTrue(texts("#banner").contains("article-x86.dmp stays open"), texts("#banner"));
    }
}
