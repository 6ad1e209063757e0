package dev.gotstack.disasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every form of call that may end at a return address.
class CallSiteTest {
    private static final String BEFORE = "9090909090909090";

    @ParameterizedTest
    @CsvSource({
        "BITS32, e801020304, DIRECT",
        "BITS32, ffd0, INDIRECT_REGISTER",
        "BITS32, ffd7, INDIRECT_REGISTER",
        "BITS32, ff10, INDIRECT_MEMORY",
        "BITS32, ff17, INDIRECT_MEMORY",
        "BITS32, ff1488, INDIRECT_MEMORY",
        "BITS32, ff148520118080, INDIRECT_MEMORY",
        "BITS32, ff1520118080, INDIRECT_SLOT",
        "BITS32, ff5008, INDIRECT_MEMORY",
        "BITS32, ff542408, INDIRECT_MEMORY",
        "BITS32, ff9008010000, INDIRECT_MEMORY",
        "BITS32, ff942408010000, INDIRECT_MEMORY",
        "BITS32, 9a001080800800, FAR",
        "BITS32, ff18, FAR",
        "BITS32, 64ff15c0000000, INDIRECT_MEMORY",
        "BITS32, cd2e, SYSTEM_CALL",
        "BITS32, 0f34, SYSTEM_CALL",
        "BITS64, e801020304, DIRECT",
        "BITS64, ff1501020304, INDIRECT_SLOT",
        "BITS64, 48ff1501020304, INDIRECT_SLOT",
        "BITS64, 41ffd0, INDIRECT_REGISTER",
        "BITS64, 41ff5010, INDIRECT_MEMORY",
        "BITS64, 3effd0, INDIRECT_REGISTER",
        "BITS64, 43ff94c810000000, INDIRECT_MEMORY",
        "BITS64, 0f05, SYSTEM_CALL"
    })
    void formsAreFound(Mode mode, String call, CallSite.Form form) {
        byte[] code = HexFormat.of().parseHex(BEFORE + call);
        CallSite site = CallSite.endingAt(code, code.length, mode);
        assertNotNull(site);
        assertEquals(form, site.form());
        boolean notrack = call.startsWith("3e");
        assertEquals(
                notrack ? call.substring(2) : call, site.instruction().bytes().toString());
    }

    @ParameterizedTest
    @CsvSource({"9090909090", "ff20", "ff30", "ffe0", "e9010203", "cd21", "ffc0", "c3", "66e80102"})
    void otherInstructionsAreNoCalls(String bytes) {
        byte[] code = HexFormat.of().parseHex(BEFORE + bytes);
        assertNull(CallSite.endingAt(code, code.length, Mode.BITS32));
    }

    @Test
    void directCallsArePreferred() {
        // ff d0 at the end may be `call eax`, or the end of the displacement of the direct call.
        byte[] code = HexFormat.of().parseHex("90e80102ffd0");
        CallSite site = CallSite.endingAt(code, code.length, Mode.BITS32);
        assertNotNull(site);
        assertEquals(CallSite.Form.DIRECT, site.form());
        assertEquals(2, CallSite.allEndingAt(code, code.length, Mode.BITS32).size());
    }

    @Test
    void targetsAndSlotsAreComputedFromTheReturnAddress() {
        byte[] direct = HexFormat.of().parseHex("e81b010000");
        CallSite site = CallSite.endingAt(direct, 5, Mode.BITS32);
        assertNotNull(site);
        assertEquals(OptionalLong.of(0x80801120L), site.target(0x80801005L));
        assertEquals(OptionalLong.empty(), site.slot(0x80801005L));
        byte[] slot = HexFormat.of().parseHex("ff1500010000");
        CallSite import64 = CallSite.endingAt(slot, 6, Mode.BITS64);
        assertNotNull(import64);
        assertEquals(OptionalLong.of(0xFFFFF80000001106L), import64.slot(0xFFFFF80000001006L));
        assertEquals(OptionalLong.empty(), import64.target(0xFFFFF80000001006L));
    }

    @Test
    void fewBytesAreNoError() {
        assertNull(CallSite.endingAt(new byte[0], 0, Mode.BITS32));
        assertNull(CallSite.endingAt(new byte[] {(byte) 0xE8}, 1, Mode.BITS32));
        assertNotNull(CallSite.endingAt(new byte[] {(byte) 0xFF, (byte) 0xD0, 0}, 2, Mode.BITS32));
    }
}
