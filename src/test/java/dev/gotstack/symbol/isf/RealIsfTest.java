package dev.gotstack.symbol.isf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.layout.FieldType;
import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kernel of Windows 10 build 19041. Expected values were taken from the file with jq, and agree with
/// kernel-structures.md.
@Tag("realdata")
class RealIsfTest {
    private static Isf kernel() throws IOException {
        return Isf.open(Judge.data("real/isf_ntkrnlmp_5278AFF86C341677D7D7835C85B7B844-1.json.xz"), List.of());
    }

    @Test
    void everythingIsRead() throws IOException {
        var isf = kernel();
        assertEquals(39_832, isf.symbols().size());
        assertEquals(1646 + 293, isf.typeNames().size());
        assertEquals(List.of(), isf.problems());
        assertEquals(0x8664, isf.metadata().machine());
        for (var name : isf.typeNames()) {
            assertEquals(name, isf.type(name).orElseThrow().name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "_KTHREAD, InitialStack, 0x28, 8",
        "_KTHREAD, StackLimit, 0x30, 8",
        "_KTHREAD, StackBase, 0x38, 8",
        "_KTHREAD, KernelStack, 0x58, 8",
        "_KTHREAD, TrapFrame, 0x90, 8",
        "_KTHREAD, Process, 0x220, 8",
        "_KPRCB, CurrentThread, 8, 8",
        "_KPRCB, ProcessorState, 0x100, 1472",
        "_KPRCB, DpcStack, 0x3110, 8",
        "_EPROCESS, UniqueProcessId, 0x440, 8",
        "_EPROCESS, ImageFileName, 0x5a8, 15",
        "_ETHREAD, Cid, 0x478, 16"
    })
    void members(String type, String field, String offset, int size) throws IOException {
        var found = kernel().field(type, field).orElseThrow();
        assertEquals(Long.decode(offset), found.offset());
        assertEquals(size, found.type().size());
    }

    @Test
    void namesAndTypesFollow() throws IOException {
        var isf = kernel();
        assertEquals(0x3f5a80, isf.symbols().named("KeBugCheckEx").orElseThrow().rva());
        var next = isf.field("_KPRCB", "CurrentThread").orElseThrow();
        assertEquals(new FieldType.Pointer(new FieldType.Structure("_KTHREAD", 0x430), 8), next.type());
        assertTrue(isf.type("_KTHREAD").orElseThrow().fields().size() > 100);
    }
}
