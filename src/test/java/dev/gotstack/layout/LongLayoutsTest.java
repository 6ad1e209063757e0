package dev.gotstack.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.XZInputStream;

/// The built-in layouts of one 64-bit build against that kernel's own types, read here without the product's reader.
@Tag("realdata")
class LongLayoutsTest {
    /// What this kernel has no type for, or a larger one of the same name.
    private static final List<String> LEFT_OUT =
            List.of("_UNLOADED_DRIVERS", "_KDDEBUGGER_DATA64", "_LDR_DATA_TABLE_ENTRY");

    @Test
    void everyOffsetIsTheKernelsOwn() throws IOException {
        var file = Samples.ROOT.resolve("../shared/data/real/isf_ntkrnlmp_5278AFF86C341677D7D7835C85B7B844-1.json.xz");
        assumeTrue(Files.exists(file), "no real symbols beside the project");
        JsonNode types;
        try (var in = new XZInputStream(Files.newInputStream(file))) {
            types = new ObjectMapper().readTree(in).path("user_types");
        }
        var ours = BuiltInTypes.load("x64-19041");
        var wrong = new ArrayList<String>();
        int compared = 0;
        for (var name : ours.typeNames()) {
            if (LEFT_OUT.contains(name)) {
                continue;
            }
            var theirs = types.path(name);
            assertEquals(
                    theirs.path("size").asLong(), ours.type(name).orElseThrow().size(), name);
            for (var field : ours.type(name).orElseThrow().fields()) {
                long offset =
                        theirs.path("fields").path(field.name()).path("offset").asLong(-1);
                compared++;
                if (offset != field.offset()) {
                    wrong.add(name + "." + field.name() + ": " + field.offset() + ", not " + offset);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(compared > 250, compared + " fields");
    }
}
